using System.Numerics;

namespace DcepSim.Simulation.Timeline;

/// <summary>
/// Puts the events of a run in order of time, a stretch at a time, so that one stretch is settled from the cache while the next is sorted.
/// Ties go by place in the draw, then by the order of the telling.
/// </summary>
/// <remarks>Sheaves hold neighbouring winners in the order of the draw and each is in the order of the telling, so a stable sort by time alone
/// (by digits, least first) is enough. Keeps its memory from run to run. Not safe for concurrent use.</remarks>
internal sealed class EventOrder
{
    private const int DigitBitsMin = 6;
    private const int DigitBitsMax = 11;

    private readonly int[] _places = new int[1 << DigitBitsMax];
    private LifeEvent[] _events = [];
    private LifeEvent[] _scratch = [];
    private int _count;

    /// <summary>The events read last.</summary>
    public ReadOnlySpan<LifeEvent> Events => _events.AsSpan(0, _count);

    /// <summary>Reads a stretch out of all sheaves, in order.</summary>
    /// <param name="sheaves">Neighbouring winners, in the order of the draw.</param>
    /// <param name="stretch">Which stretch of time.</param>
    /// <param name="stretchBits">A stretch lasts 2^this milliseconds.</param>
    public void Read(ReadOnlySpan<EventSheaf> sheaves, int stretch, int stretchBits)
    {
        _count = 0;
        foreach (var sheaf in sheaves)
            _count += sheaf.CountIn(stretch);
        if (_events.Length < _count)
        {
            var length = Math.Max(_count, 2 * _events.Length);
            _events = GC.AllocateUninitializedArray<LifeEvent>(length);
            _scratch = GC.AllocateUninitializedArray<LifeEvent>(length);
        }

        var read = 0;
        foreach (var sheaf in sheaves)
            read += sheaf.CopyTo(stretch, _events.AsSpan(read));
        var passes = (stretchBits + DigitBitsFor(_count) - 1) / DigitBitsFor(_count);
        var digitBits = passes == 0 ? 0 : (stretchBits + passes - 1) / passes;
        for (var pass = 0; pass < passes; pass++)
            SortBy(pass * digitBits, digitBits);
    }

    // About as many values of a digit as there are events: more would cost more to count than they save in passes.
    private static int DigitBitsFor(int count) => Math.Clamp(BitOperations.Log2((uint)count | 1), DigitBitsMin, DigitBitsMax);

    private void SortBy(int shift, int digitBits)
    {
        var places = _places.AsSpan(0, 1 << digitBits);
        var mask = (1L << digitBits) - 1;
        places.Clear();
        var from = _events.AsSpan(0, _count);
        foreach (ref readonly var lifeEvent in from)
            places[(int)((lifeEvent.TimeMs >> shift) & mask)]++;
        var next = 0;
        foreach (ref var place in places)
            (place, next) = (next, next + place);
        foreach (ref readonly var lifeEvent in from)
            _scratch[places[(int)((lifeEvent.TimeMs >> shift) & mask)]++] = lifeEvent;
        (_events, _scratch) = (_scratch, _events);
    }
}
