namespace DcepSim.Settlement.Journal;

/// <summary>Copies a journal while it is in use: a copy is a journal of its own, whole up to a sequence, every group checked on the way.</summary>
internal sealed class JournalBackup(IJournalStore source, SegmentCatalog catalog, CheckpointShelf checkpoints, IJournalStore target) : IDisposable
{
    private const int StepBytes = 1 << 20;

    private readonly GroupWalk _walk = new(catalog, writable: false);
    private readonly AlignedBuffer _zeros = new(StepBytes);
    private SegmentEntry? _segment;
    private IJournalFile? _file;
    private long _written;

    /// <summary>Copies all groups that end at or below a sequence, which is durable.</summary>
    /// <returns>The last sequence copied.</returns>
    public long Run(long through)
    {
        using var held = Begin();
        while (_walk.Expected <= through)
        {
            if (!_walk.Next())
                throw new JournalCorruptionException(_walk.Segment.Name, _walk.Offset, FormattableString.Invariant($"a sound group from sequence {_walk.Expected} (durable through {through})"), "none");
            CopyGroup();
        }

        return End();
    }

    /// <summary>Copies all groups of a journal that nobody writes; a torn tail is left out.</summary>
    /// <returns>The last sequence copied.</returns>
    public long RunToEnd()
    {
        using var held = Begin();
        while (_walk.Next() || _walk.Conclude() is null)
            CopyGroup();
        return End();
    }

    public void Dispose()
    {
        _walk.Dispose();
        _zeros.Dispose();
        _file?.Dispose();
    }

    private IDisposable Begin()
    {
        var held = target.Lock();
        if (target.Names().Count > 0)
        {
            held.Dispose();
            throw new JournalException($"{target.Place}: a backup wants an empty folder.");
        }

        _walk.SeekOldest();
        return held;
    }

    private long End()
    {
        var last = _walk.Expected - 1;
        if (_file is not null)
            FinishSegment();
        CopyCheckpoint(last);
        target.FlushNames();
        return last;
    }

    private void CopyGroup()
    {
        if (_segment != _walk.Segment)
        {
            if (_file is not null)
                FinishSegment();
            BeginSegment(_walk.Segment);
        }

        _file!.Write(_walk.Header.Offset, _walk.GroupBytes);
        _written = _walk.Offset;
    }

    private void BeginSegment(SegmentEntry segment)
    {
        _segment = segment;
        _file = target.Create(segment.Name + JournalLayout.PreparingExtension, segment.Bytes);
        using var header = new AlignedBuffer(JournalLayout.FirstGroupOffset);
        new SegmentHeader(catalog.Journal, segment.Number, segment.Bytes, segment.Epoch).WriteTo(header.Span);
        _file.Write(0, header.Span);
        _written = JournalLayout.FirstGroupOffset;
    }

    private void FinishSegment()
    {
        while (_written < _segment!.Bytes)
        {
            var length = (int)Math.Min(_zeros.Length, _segment.Bytes - _written);
            _file!.Write(_written, _zeros.Span[..length]);
            _written += length;
        }

        _file!.Flush();
        _file.Dispose();
        _file = null;
        target.Rename(_segment.Name + JournalLayout.PreparingExtension, _segment.Name);
    }

    // The newest sound one that the copied records reach; the others would ask for more than is there.
    private void CopyCheckpoint(long last)
    {
        using var kept = checkpoints.KeepFromWritingOver();
        foreach (var sequence in checkpoints.Sequences().Where(sequence => sequence <= last).Reverse())
        {
            try
            {
                using var from = CheckpointReader.Open(source, catalog.Journal, sequence);
                using var to = new CheckpointShelf(target, catalog.Journal, () => last).Begin(sequence, from.Length);
                var part = new byte[StepBytes];
                for (var read = from.Read(part); read > 0; read = from.Read(part))
                    to.Write(part.AsSpan(0, read));
                to.Commit();
                return;
            }
            catch (Exception fault) when (fault is JournalCorruptionException or FileNotFoundException)
            {
                // Damaged, or replaced by newer ones meanwhile: the one before it serves.
            }
        }
    }
}
