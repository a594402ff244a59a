namespace DcepSim.Simulation.Timeline;

/// <summary>What happens in a run: filled in any order, read in order of time, ties in order of filling.</summary>
/// <remarks>Keeps its memory from run to run. Not safe for concurrent use.</remarks>
internal sealed class EventList
{
    private const int IndexBits = 28;
    private const ulong IndexMask = (1UL << IndexBits) - 1;

    private LifeEvent[] _events = new LifeEvent[1024];
    private ulong[] _order = new ulong[1024];

    public int Count { get; private set; }

    /// <summary>The event at a place in time; meaningful once sorted.</summary>
    public ref readonly LifeEvent this[int place] => ref _events[_order[place] & IndexMask];

    /// <summary>When the event at a place happens, in milliseconds since the opening of claims.</summary>
    public long TimeMsAt(int place) => (long)(_order[place] >> IndexBits);

    public void Clear() => Count = 0;

    /// <param name="timeMs">Milliseconds since the opening of claims, below 2^36 (two years).</param>
    /// <param name="lifeEvent">What happens then.</param>
    public void Add(long timeMs, in LifeEvent lifeEvent)
    {
        if (Count == _events.Length)
            Grow();
        _events[Count] = lifeEvent;
        _order[Count] = ((ulong)timeMs << IndexBits) | (uint)Count;
        Count++;
    }

    /// <summary>Puts the events in order of time.</summary>
    public void Sort() => Array.Sort(_order, 0, Count);

    private void Grow()
    {
        Array.Resize(ref _events, 2 * _events.Length);
        Array.Resize(ref _order, 2 * _order.Length);
    }
}
