namespace DcepSim.Settlement.Journal;

/// <summary>A stretch of a segment held in aligned memory, moved forward as it is read.</summary>
internal sealed class SegmentWindow : IDisposable
{
    private const int AheadBlocksMin = 16;
    private const int AheadBlocksMax = JournalLayout.GroupBlocksMax;

    // At most: room for a whole group and for as much again, so that reading on seldom copies what is left. A look at a short journal takes little.
    private const int BlocksMax = 2 * JournalLayout.GroupBlocksMax;

    private readonly ReadAhead _ahead = new();
    private AlignedBuffer _memory = new(2 * AheadBlocksMin * JournalLayout.BlockBytes, isCleared: false);
    private IJournalFile? _file;
    private long _end;
    private long _from;
    private int _held;
    private int _aheadBlocks = AheadBlocksMin;

    /// <summary>Reads from another file, up to an offset.</summary>
    public void Turn(IJournalFile file, long end)
    {
        _file = file;
        _end = end;
        Forget();
    }

    /// <summary>Drops what is held: somebody may have written to the file since.</summary>
    public void Forget()
    {
        _ahead.Drop();
        _from = 0;
        _held = 0;
        _aheadBlocks = AheadBlocksMin;
    }

    /// <summary>Some blocks of the file; empty if it ends before them. Valid until the next call.</summary>
    /// <param name="offset">A multiple of the block.</param>
    /// <param name="length">At most a group's length.</param>
    public Span<byte> At(long offset, int length)
    {
        if (offset < _from || offset > _from + _held)
        {
            Forget();
            _from = offset;
        }

        if (offset + length > _from + _held)
            Load(offset, length);
        var start = (int)(offset - _from);
        return start + length <= _held ? _memory.Span.Slice(start, length) : default;
    }

    public void Dispose()
    {
        _ahead.Dispose();
        _memory.Dispose();
    }

    private void Load(long offset, int length)
    {
        var kept = (int)(_from + _held - offset);
        var wanted = Math.Max(length - kept, _aheadBlocks * JournalLayout.BlockBytes);
        Keep(_memory.Span.Slice((int)(offset - _from), kept), kept + wanted);
        var memory = _memory.Span;
        _from = offset;
        _held = kept;
        wanted = (int)Math.Min(Math.Min(wanted, memory.Length - kept), Math.Max(0, _end - offset - kept));
        if (wanted > 0)
            _held += Read(offset + kept, memory.Slice(kept, wanted));
        _aheadBlocks = Math.Min(_aheadBlocks * 2, AheadBlocksMax);
    }

    private int Read(long offset, Span<byte> bytes)
    {
        const int LengthMax = AheadBlocksMax * JournalLayout.BlockBytes;
        var read = _ahead.Take(offset, bytes);
        if (read < bytes.Length)
            read += JournalReads.Fully(_file!, offset + read, bytes[read..]);
        var next = offset + read;
        var left = (int)Math.Min(_end - next, LengthMax);
        if (read == LengthMax && left > 0) // whoever came so far in one go reads on
            _ahead.Start(_file!, next, left, LengthMax);
        return read;
    }

    private void Keep(ReadOnlySpan<byte> held, int needed)
    {
        const int Max = BlocksMax * JournalLayout.BlockBytes;
        if (needed <= _memory.Length || _memory.Length == Max)
        {
            held.CopyTo(_memory.Span);
            return;
        }

        var larger = new AlignedBuffer(Math.Min(Max, Math.Max(2 * _memory.Length, needed)), isCleared: false);
        held.CopyTo(larger.Span);
        _memory.Dispose();
        _memory = larger;
    }
}
