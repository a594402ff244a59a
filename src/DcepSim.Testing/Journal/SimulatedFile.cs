using DcepSim.Settlement.Journal;

namespace DcepSim.Testing.Journal;

/// <summary>The content of one file of a <see cref="SimulatedDisk"/>: what reads back, what is durable, and what is on the way between.</summary>
internal sealed class SimulatedFile
{
    private const int SectorBytes = 512;

    private static readonly byte[] Zeros = new byte[JournalLayout.BlockBytes];

    private readonly List<byte[]> _current = [];
    private readonly List<byte[]> _durable = [];
    private readonly List<(int Block, byte[] Bytes)> _pending = [];

    public int Blocks => _current.Count;

    public static SimulatedFile Holding(IEnumerable<byte[]> blocks)
    {
        var file = new SimulatedFile();
        file._durable.AddRange(blocks);
        file._current.AddRange(file._durable);
        return file;
    }

    public ReadOnlySpan<byte> Block(int block) => _current[block];

    public void Write(int block, ReadOnlySpan<byte> bytes)
    {
        var copy = bytes.ContainsAnyExcept((byte)0) ? bytes.ToArray() : Zeros; // blocks are never changed in place
        Put(_current, block, copy);
        _pending.Add((block, copy));
    }

    public void Flush()
    {
        foreach (var (block, bytes) in _pending)
            Put(_durable, block, bytes);
        _pending.Clear();
    }

    /// <summary>A flush that fails: some blocks arrive, the others are forgotten, and only what reads back still shows them.</summary>
    public void FlushBadly(Func<bool> arrives)
    {
        foreach (var (block, bytes) in _pending)
        {
            if (arrives())
                Put(_durable, block, bytes);
        }

        _pending.Clear();
    }

    /// <summary>What is found after the power has gone: everything flushed, and any part of the rest, in any order.</summary>
    /// <param name="arrives">Whether a block arrived.</param>
    /// <param name="tears">Whether the power went amid a block, so that only some of its sectors arrived.</param>
    public SimulatedFile AfterPowerLoss(Func<bool> arrives, Func<bool> tears)
    {
        var survivors = new List<byte[]>(_durable);
        foreach (var (block, bytes) in _pending)
        {
            if (!arrives())
                continue;
            var old = block < survivors.Count ? survivors[block] : Zeros;
            Put(survivors, block, tears() ? Torn(old, bytes, arrives) : bytes);
        }

        return Holding(survivors);
    }

    /// <summary>Damages what is on the disk and what reads back alike.</summary>
    public void Damage(int block, int place, byte flips)
    {
        var damaged = _current[block].ToArray();
        damaged[place] ^= flips;
        _current[block] = damaged;
        if (block < _durable.Count)
            _durable[block] = damaged;
    }

    private static byte[] Torn(byte[] old, byte[] bytes, Func<bool> arrives)
    {
        var torn = (byte[])old.Clone();
        for (var sector = 0; sector < JournalLayout.BlockBytes; sector += SectorBytes)
        {
            if (arrives())
                bytes.AsSpan(sector, SectorBytes).CopyTo(torn.AsSpan(sector));
        }

        return torn;
    }

    private static void Put(List<byte[]> blocks, int block, byte[] bytes)
    {
        while (blocks.Count <= block)
            blocks.Add(Zeros);
        blocks[block] = bytes;
    }
}
