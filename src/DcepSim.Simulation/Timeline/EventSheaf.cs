using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using DcepSim.Ledger;
using DcepSim.Simulation.Agents;

namespace DcepSim.Simulation.Timeline;

/// <summary>
/// What one part of the people does, written in any order and kept by stretch of time, in the order of writing within each.
/// </summary>
/// <remarks>Events go into blocks that are linked for each stretch, so nothing is moved until it is read. Keeps its memory from run to run.
/// Not safe for concurrent use: each worker fills one of its own.</remarks>
internal sealed unsafe class EventSheaf : IDisposable
{
    private const int BlockBits = 6;
    private const int BlockLength = 1 << BlockBits;
    private const int SlabBits = 16; // 65,536 events: 1 MiB
    private const int SlabLength = 1 << SlabBits;
    private const int SlabsOfMany = 16; // taken together, of which large pages are had; for a million people they would be a fifth of all memory
    private const int ManyFrom = 16;
    private const int NoBlock = -1;
    private const int EventsInLine = 4;

    private readonly List<NativeArray<LifeEvent>> _memory = [];
    private NativeView<LifeEvent>[] _slabs = [];
    private int[] _following = [];
    private Stretch[] _stretches = [];
    private int _blocks;

    /// <summary>A stretch lasts 2^this milliseconds.</summary>
    public int StretchBits { get; private set; }

    /// <summary>Room for whoever writes.</summary>
    public LifeColumns Columns { get; } = new();

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        foreach (var memory in _memory)
            memory.Dispose();
        _memory.Clear();
        (_slabs, _following) = ([], []);
    }

    /// <summary>Empties it.</summary>
    /// <param name="stretches">How many stretches of time there are.</param>
    /// <param name="stretchBits">A stretch lasts 2^this milliseconds.</param>
    public void Clear(int stretches, int stretchBits)
    {
        if (_stretches.Length < stretches)
            _stretches = new Stretch[stretches];
        _stretches.AsSpan().Fill(new Stretch { First = NoBlock });
        StretchBits = stretchBits;
        _blocks = 0;
    }

    /// <summary>How many events there are in a stretch.</summary>
    public int CountIn(int stretch) => _stretches[stretch].Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in LifeEvent lifeEvent)
    {
        unchecked // addresses within a block
        {
            ref var stretch = ref _stretches[(int)(lifeEvent.TimeMs >> StretchBits)];
            if ((stretch.Count & (BlockLength - 1)) == 0)
                Lengthen(ref stretch);
            *stretch.Next++ = lifeEvent;
            stretch.Count++;
        }
    }

    /// <summary>Adds how many events of a stretch go to each slot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void CountBySlot(int stretch, EventOrder.Deal deal, Span<int> counts)
    {
        unchecked // addresses within a block, and counts of events
        {
            var left = _stretches[stretch].Count;
            for (var block = _stretches[stretch].First; left > 0; block = _following[block])
            {
                var lifeEvent = FirstOf(block);
                var end = lifeEvent + Math.Min(left, BlockLength);
                left -= BlockLength;
                if (left > 0)
                    Prefetch(_following[block]);
                for (; lifeEvent < end; lifeEvent++)
                    counts[deal.SlotOf(*lifeEvent)]++;
            }
        }
    }

    /// <summary>Deals the events of a stretch out, in the order of writing.</summary>
    /// <param name="stretch">Which stretch.</param>
    /// <param name="deal">Says where an event goes.</param>
    /// <param name="places">The next place of each slot; moved on.</param>
    /// <param name="events">Takes the events.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void DealTo(int stretch, EventOrder.Deal deal, Span<int> places, Span<LifeEvent> events)
    {
        unchecked // addresses within a block, and places of events
        {
            var left = _stretches[stretch].Count;
            for (var block = _stretches[stretch].First; left > 0; block = _following[block])
            {
                var lifeEvent = FirstOf(block);
                var end = lifeEvent + Math.Min(left, BlockLength);
                for (; lifeEvent < end; lifeEvent++)
                    events[places[deal.SlotOf(*lifeEvent)]++] = *lifeEvent;
                left -= BlockLength;
            }
        }
    }

    // Where a block is read, the next lies elsewhere: the processor cannot foresee it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Prefetch(int block)
    {
        if (!Sse.IsSupported)
            return;
        unchecked // addresses within a block
        {
            var first = FirstOf(block);
            for (var place = 0; place < BlockLength; place += EventsInLine)
                Sse.Prefetch0(first + place);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private LifeEvent* FirstOf(int block)
    {
        unchecked // addresses within a slab
        {
            var start = block << BlockBits;
            return _slabs[start >> SlabBits].Pointer + (start & (SlabLength - 1));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Lengthen(ref Stretch stretch)
    {
        var block = _blocks++;
        if (block == _following.Length)
            Grow();
        if (stretch.Count == 0)
            stretch.First = block;
        else
            _following[stretch.Last] = block;
        stretch.Last = block;
        stretch.Next = FirstOf(block);
    }

    private void Grow()
    {
        var slabs = _slabs.Length < ManyFrom ? 1 : SlabsOfMany;
        var memory = NativeArray<LifeEvent>.Uninitialized((long)slabs * SlabLength);
        _memory.Add(memory);
        _slabs = [.. _slabs, .. Enumerable.Range(0, slabs).Select(slab => new NativeView<LifeEvent>(memory.First.Pointer + (slab * SlabLength)))];
        Array.Resize(ref _following, _slabs.Length << (SlabBits - BlockBits));
    }

    private struct Stretch
    {
        /// <summary>The first block.</summary>
        public int First;

        /// <summary>The block that is being filled.</summary>
        public int Last;

        /// <summary>Where the next event goes, unless the block is full.</summary>
        public LifeEvent* Next;
        public int Count;
    }
}
