namespace DcepSim.Settlement.Journal;

/// <summary>Walks the journal as it was left and leaves it so that writing can go on: repaired, cut, flushed.</summary>
internal sealed class RecoveryWalk(SegmentCatalog catalog) : IDisposable
{
    private readonly GroupWalk _walk = new(catalog, writable: true);
    private readonly Queue<GroupHeader> _tail = new();

    /// <summary>What the next group chains to.</summary>
    public uint Chain => _walk.Chain;

    /// <summary>The number of the segment that writing goes on in.</summary>
    public long Segment => _walk.Segment.Number;

    public JournalRecovery Run(long from, JournalReplay? replay, long atLeast)
    {
        using var beside = replay is null ? null : new ReplayBeside(replay);
        _walk.Seek(from);
        var first = 0L;
        while (NextWrittenBack())
        {
            FollowTail();
            var skipped = (int)Math.Clamp(from - _walk.Header.FirstSequence, 0, _walk.Header.Count);
            if (skipped == _walk.Header.Count)
                continue;
            first = first == 0 ? _walk.Header.FirstSequence + skipped : first;
            beside?.Replay(_walk.Header.FirstSequence + skipped, _walk.Records[(skipped * JournalLayout.RecordBytes)..]);
        }

        beside?.Finish(); // before anything is cut: what the records say may not fit together
        var stale = _walk.Conclude() ?? throw new JournalLockedException(FormattableString.Invariant($"{_walk.Segment.Store.Place}: somebody writes to {_walk.Segment.Name} without holding the folder."));
        var last = _walk.Expected - 1;
        if (last < atLeast)
            throw new JournalCorruptionException(_walk.Segment.Name, _walk.Offset, FormattableString.Invariant($"records through sequence {atLeast}, which a checkpoint takes in"), FormattableString.Invariant($"the end after {last}"));
        var tailGroups = SettleTail();
        Erase(stale);
        RepairSegmentHeaders();
        return new(first == 0 ? last + 1 : first, last, _walk.Epoch + 1, _walk.Segment.Name, _walk.Offset, tailGroups, stale.Count, [.. catalog.Damage, .. _walk.Damage]);
    }

    public void Dispose() => _walk.Dispose();

    private bool NextWrittenBack()
    {
        if (!_walk.Next())
            return false;
        if (_walk.GroupDamage.Count > 0)
        {
            _walk.WriteBack();
            _walk.File.Flush();
        }

        return true;
    }

    // Groups above what is proven durable, all in one segment: the one before is flushed when it is left.
    private void FollowTail()
    {
        if (_tail.TryPeek(out var oldest) && oldest.Segment != _walk.Header.Segment)
            _tail.Clear();
        _tail.Enqueue(_walk.Header);
        while (_tail.TryPeek(out oldest) && oldest.FirstSequence <= _walk.Proven && oldest.LastSequence <= _walk.Proven)
            _tail.Dequeue();
    }

    // Their bytes may only be in a cache, and a flush that failed before may have left them marked as clean there: write them again.
    private int SettleTail()
    {
        if (_tail.Count == 0)
            return 0;
        using var memory = new AlignedBuffer(_tail.Max(group => group.Bytes), isCleared: false);
        foreach (var group in _tail)
        {
            var bytes = memory.Span[..group.Bytes];
            if (JournalReads.Fully(_walk.File, group.Offset, bytes) < bytes.Length)
                throw new IOException(FormattableString.Invariant($"{_walk.File.Name}: the group at offset {group.Offset} could be read once, but not again."));
            _walk.File.Write(group.Offset, bytes);
        }

        _walk.File.Flush();
        return _tail.Count;
    }

    // A header past the cut is no evidence of anything any more, and later searches must not meet it. Not flushed: chain and epoch would
    // tell it apart, and the first flush of what is written next to it takes this along.
    private static void Erase(IReadOnlyList<(SegmentEntry Segment, long Offset)> stale)
    {
        if (stale.Count == 0)
            return;
        using var zeros = new AlignedBuffer(JournalLayout.BlockBytes);
        foreach (var places in stale.GroupBy(place => place.Segment))
        {
            using var file = places.Key.Store.Open(places.Key.Name, writable: true);
            foreach (var (_, offset) in places)
                file.Write(offset, zeros.Span);
        }
    }

    private void RepairSegmentHeaders()
    {
        if (catalog.Damage.Count == 0)
            return;
        using var blocks = new AlignedBuffer(JournalLayout.FirstGroupOffset);
        foreach (var name in catalog.Damage.Select(damage => damage.File).Distinct())
        {
            var segment = catalog.All().First(entry => entry.Name == name);
            using var file = segment.Store.Open(name, writable: true);
            new SegmentHeader(catalog.Journal, segment.Number, segment.Bytes, segment.Epoch).WriteTo(blocks.Span);
            file.Write(0, blocks.Span);
            file.Flush();
        }
    }
}
