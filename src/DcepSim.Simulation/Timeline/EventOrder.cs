using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DcepSim.Simulation.Timeline;

/// <summary>
/// Puts the events of a run in order of time, a stretch at a time, so that one stretch is settled from the cache while the next is sorted.
/// Ties go by place in the draw, then by the order of the telling.
/// </summary>
/// <remarks>Events are dealt by the leading digits of their time to one or two slots for each event, in the order of the telling; what is
/// then still out of order is a place or two from where it belongs. Keeps its memory from run to run. Not safe for concurrent use.</remarks>
internal sealed class EventOrder
{
    private const int SlotBitsMin = 6;
    private const int SlotBitsMax = 15;
    private const int CrowdMin = 64; // more in a slot are merged, so that no crowd at one moment costs its square

    private readonly int[] _slots = new int[(1 << SlotBitsMax) + 1];
    private LifeEvent[] _events = [];
    private LifeEvent[] _scratch = [];
    private int _count;

    /// <summary>The events read last.</summary>
    public ReadOnlySpan<LifeEvent> Events => _events.AsSpan(0, _count);

    /// <summary>Reads a stretch out of all sheaves, in order.</summary>
    /// <param name="sheaves">Neighbouring winners, in the order of the draw; each has what one winner does in the order of the telling.</param>
    /// <param name="stretch">Which stretch of time.</param>
    /// <param name="stretchBits">A stretch lasts 2^this milliseconds.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Read(ReadOnlySpan<EventSheaf> sheaves, int stretch, int stretchBits)
    {
        _count = 0;
        foreach (var sheaf in sheaves)
            _count += sheaf.CountIn(stretch);
        if (_events.Length < _count)
            _events = GC.AllocateUninitializedArray<LifeEvent>(Math.Max(_count, 2 * _events.Length));

        var slotBits = Math.Min(stretchBits, Math.Clamp(BitOperations.Log2((uint)_count | 1) + 1, SlotBitsMin, SlotBitsMax));
        var slots = _slots.AsSpan(0, (1 << slotBits) + 1);
        slots.Clear();
        var deal = new Deal(stretchBits - slotBits, (1 << slotBits) - 1);
        foreach (var sheaf in sheaves)
            sheaf.CountBySlot(stretch, deal, slots[1..]);
        var (most, end) = (0, 0);
        foreach (ref var slot in slots[1..])
        {
            most = Math.Max(most, slot);
            end += slot;
            slot = end;
        }

        foreach (var sheaf in sheaves)
            sheaf.DealTo(stretch, deal, slots, _events);
        if (most > CrowdMin)
            MergeCrowds(slots);
        Straighten();
    }

    // Each slot now says where it ends.
    private void MergeCrowds(ReadOnlySpan<int> slots)
    {
        var start = 0;
        foreach (var end in slots)
        {
            if (end - start > CrowdMin)
                Merge(start, end);
            start = end;
        }
    }

    private void Merge(int start, int end)
    {
        if (end - start < 2)
            return;
        var middle = start + ((end - start) / 2);
        Merge(start, middle);
        Merge(middle, end);
        if (_scratch.Length < middle - start)
            _scratch = GC.AllocateUninitializedArray<LifeEvent>(_events.Length);
        _events.AsSpan(start, middle - start).CopyTo(_scratch);
        var (left, leftEnd, right) = (0, middle - start, middle);
        for (var place = start; left < leftEnd; place++)
            _events[place] = right < end && _events[right].Order < _scratch[left].Order ? _events[right++] : _scratch[left++];
    }

    // The latest is held back until a later one comes, without a branch: of events in one slot no processor could foresee which comes too late.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Straighten()
    {
        if (_count == 0)
            return;
        unchecked // places; within a stretch the first bit of all orders is the same
        {
            var events = MemoryMarshal.Cast<LifeEvent, Vector128<long>>(_events.AsSpan(0, _count));
            var latest = 0UL;
            var held = events[0];
            for (var next = 1; next < events.Length; next++)
            {
                var coming = events[next];
                var exchanged = (coming ^ held) & Vector128.LessThan(OrderIn(coming), OrderIn(held));
                var first = held ^ exchanged;
                held = coming ^ exchanged;
                events[next - 1] = first;
                var order = (ulong)first.ToScalar();
                if (order < latest)
                    MoveBack(next - 1);
                else
                    latest = order;
            }

            events[^1] = held;
        }
    }

    private static Vector128<long> OrderIn(Vector128<long> lifeEvent) => Vector128.Shuffle(lifeEvent, Vector128<long>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)] // where a call could be, what is held would go through memory
    private void MoveBack(int place)
    {
        var events = _events;
        var moved = events[place];
        for (; place > 0 && events[place - 1].Order > moved.Order; place--)
            events[place] = events[place - 1];
        events[place] = moved;
    }

    /// <summary>Which slot an event is dealt to.</summary>
    internal readonly struct Deal(int shift, int mask)
    {
        public int SlotOf(in LifeEvent lifeEvent) => unchecked((int)(lifeEvent.TimeMs >> shift)) & mask;
    }
}
