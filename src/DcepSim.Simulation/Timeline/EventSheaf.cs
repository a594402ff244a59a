namespace DcepSim.Simulation.Timeline;

/// <summary>
/// What one part of the people does, written in any order and kept by stretch of time, in the order of writing within each.
/// </summary>
/// <remarks>Events go into blocks that are linked for each stretch, so nothing is moved until it is read. Keeps its memory from run to run.
/// Not safe for concurrent use: each worker fills one of its own.</remarks>
internal sealed class EventSheaf
{
    private const int BlockBits = 6;
    private const int BlockLength = 1 << BlockBits;
    private const int SlabBits = 16; // 65,536 events: 1 MiB
    private const int SlabLength = 1 << SlabBits;
    private const int NoBlock = -1;

    private LifeEvent[][] _slabs = [];
    private int[] _following = [];
    private Stretch[] _stretches = [];
    private int _blocks;

    /// <summary>A stretch lasts 2^this milliseconds.</summary>
    public int StretchBits { get; private set; }

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

    public void Add(in LifeEvent lifeEvent)
    {
        ref var stretch = ref _stretches[(int)(lifeEvent.TimeMs >> StretchBits)];
        if ((stretch.Count & (BlockLength - 1)) == 0)
            Lengthen(ref stretch);
        _slabs[stretch.Next >> SlabBits][stretch.Next & (SlabLength - 1)] = lifeEvent;
        stretch.Next++;
        stretch.Count++;
    }

    /// <summary>Copies the events of a stretch, in the order of writing.</summary>
    /// <returns>How many there were.</returns>
    public int CopyTo(int stretch, Span<LifeEvent> destination)
    {
        var left = _stretches[stretch].Count;
        for (var block = _stretches[stretch].First; left > 0; block = _following[block])
        {
            var start = block << BlockBits;
            var length = Math.Min(left, BlockLength);
            _slabs[start >> SlabBits].AsSpan(start & (SlabLength - 1), length).CopyTo(destination);
            destination = destination[length..];
            left -= length;
        }

        return _stretches[stretch].Count;
    }

    private void Lengthen(ref Stretch stretch)
    {
        var block = _blocks++;
        if (block == _following.Length)
            Grow();
        if (stretch.Count == 0)
            stretch.First = block;
        else
            _following[(stretch.Next - 1) >> BlockBits] = block;
        stretch.Next = block << BlockBits;
    }

    private void Grow()
    {
        Array.Resize(ref _slabs, _slabs.Length + 1);
        _slabs[^1] = GC.AllocateUninitializedArray<LifeEvent>(SlabLength);
        Array.Resize(ref _following, _slabs.Length << (SlabBits - BlockBits));
    }

    private struct Stretch
    {
        /// <summary>The first block.</summary>
        public int First;

        /// <summary>Where the next event goes, unless the block is full.</summary>
        public int Next;
        public int Count;
    }
}
