namespace DcepSim.Simulation.Timeline;

/// <summary>What happens in a run: filled in any order, read in order of time, ties in order of filling.</summary>
/// <remarks>Keeps its memory from run to run. Not safe for concurrent use.</remarks>
internal sealed class EventList
{
    private const int IndexBits = 28;
    private const ulong IndexMask = (1UL << IndexBits) - 1;

    private LifeEvent[] _filled = new LifeEvent[1024];
    private LifeEvent[] _sorted = [];
    private ulong[] _order = new ulong[1024];

    public int Count { get; private set; }

    /// <summary>The event at a place in time; meaningful once sorted.</summary>
    public ref readonly LifeEvent this[int place] => ref _sorted[place];

    /// <summary>When the event at a place happens, in milliseconds since the opening of claims.</summary>
    public long TimeMsAt(int place) => (long)(_order[place] >> IndexBits);

    public void Clear() => Count = 0;

    /// <param name="timeMs">Milliseconds since the opening of claims, below 2^36 (two years).</param>
    /// <param name="lifeEvent">What happens then.</param>
    public void Add(long timeMs, in LifeEvent lifeEvent)
    {
        if (Count == _filled.Length)
            Grow();
        _filled[Count] = lifeEvent;
        _order[Count] = ((ulong)timeMs << IndexBits) | (uint)Count;
        Count++;
    }

    /// <summary>Puts the events in order of time. They are moved together too: settling then reads memory in one direction.</summary>
    public void Sort()
    {
        Array.Sort(_order, 0, Count);
        if (_sorted.Length < Count)
            _sorted = new LifeEvent[Count];
        for (var place = 0; place < Count; place++)
            _sorted[place] = _filled[_order[place] & IndexMask];
    }

    private void Grow()
    {
        Array.Resize(ref _filled, 2 * _filled.Length);
        Array.Resize(ref _order, 2 * _order.Length);
    }
}
