namespace DcepSim.Settlement.Journal;

/// <summary>Goes from group to group along the chain, over the ends of segments, and says at the end whether the journal ends there too.</summary>
internal sealed class GroupWalk(SegmentCatalog catalog, bool writable) : IDisposable
{
    private readonly GroupDecoder _decoder = new(catalog.Journal);
    private readonly List<JournalDamage> _damage = [];
    private IJournalFile? _file;
    private SegmentEntry? _segment;

    /// <summary>The header of the group stood on.</summary>
    public GroupHeader Header => _decoder.Header;

    /// <summary>The records of the group stood on.</summary>
    public ReadOnlySpan<byte> Records => _decoder.Records;

    /// <summary>The group stood on as it should stand on disk.</summary>
    public ReadOnlySpan<byte> GroupBytes => _decoder.Bytes;

    /// <summary>The blocks of the group stood on that had to be made good.</summary>
    public IReadOnlyList<JournalDamage> GroupDamage => _decoder.Damage;

    /// <summary>All blocks so far that had to be made good.</summary>
    public IReadOnlyList<JournalDamage> Damage => _damage;

    /// <summary>The segment stood in.</summary>
    public SegmentEntry Segment => _segment!;

    /// <summary>The file of that segment.</summary>
    public IJournalFile File => _file!;

    /// <summary>Where the next group would start.</summary>
    public long Offset { get; private set; }

    /// <summary>The sequence the next record will have.</summary>
    public long Expected { get; private set; }

    /// <summary>What the next group must chain to.</summary>
    public uint Chain { get; private set; }

    /// <summary>The newest epoch met.</summary>
    public long Epoch { get; private set; }

    /// <summary>The highest sequence that some group says was flushed.</summary>
    public long Proven { get; private set; }

    /// <summary>
    /// Stands before the last group that begins below a sequence, so that marks right before the wanted record are met too, or before the
    /// oldest group.
    /// </summary>
    /// <exception cref="JournalGapException">The journal here begins after that sequence.</exception>
    public void Seek(long sequence)
    {
        var segments = catalog.All();
        for (var index = segments.Length - 1; index >= 0; index--)
        {
            if (FirstSequenceOf(segments[index]) is var first && first > 0 && (first < sequence || (index == 0 && first == sequence)))
            {
                SeekIn(segments[index], sequence);
                return;
            }
        }

        SeekStart(segments[0], sequence);
    }

    /// <summary>Stands before the oldest group there is.</summary>
    public void SeekOldest()
    {
        var oldest = catalog.All()[0];
        if (FirstSequenceOf(oldest) == 0)
            SeekStart(oldest, 1);
        else
            SeekIn(oldest, oldest.FirstSequence);
    }

    /// <summary>Reads the next group.</summary>
    public bool Next()
    {
        if (!(_decoder.TryRead(Offset) && Continues()) && !TryNextSegment())
            return false;
        _damage.AddRange(_decoder.Damage);
        Offset = Header.Offset + Header.Bytes;
        Expected = Header.LastSequence + 1;
        Chain = Header.Checksum;
        Epoch = Math.Max(Epoch, Header.Epoch);
        Proven = Math.Max(Proven, Header.DurableThrough);
        return true;
    }

    /// <summary>Where the walk stopped: passes what is past the last group as a torn tail, or stops at damage to what was durable.</summary>
    /// <returns>
    /// Where headers stand past the end, in the segment stood in and in later ones; null if the journal has grown meanwhile, and the walk
    /// stands on the next group.
    /// </returns>
    /// <exception cref="JournalCorruptionException">A later group says that records missing here were flushed.</exception>
    public IReadOnlyList<(SegmentEntry Segment, long Offset)>? Conclude()
    {
        var (segment, end) = (Segment, Offset);
        var (place, found) = _decoder.TryRead(end)
            ? (end, FormattableString.Invariant($"a group from sequence {Header.FirstSequence} that does not chain to the one before"))
            : (_decoder.FailedOffset, _decoder.FailedFound);
        var stale = new List<(SegmentEntry Segment, long Offset)>();
        var durable = Proven;
        for (var later = segment; later is not null; later = catalog.After(later))
        {
            Enter(later);
            for (var offset = later == segment ? end : Offset; offset < later.Bytes; offset += JournalLayout.BlockBytes)
            {
                if (!_decoder.TryReadAny(offset, out var header))
                    continue;
                stale.Add((later, offset));
                durable = Math.Max(durable, header.DurableThrough);
                Epoch = Math.Max(Epoch, header.Epoch);
            }
        }

        Enter(segment);
        Offset = end;
        if (durable < Expected)
            return stale;
        // A writer beside us may have written the group and those after it since we looked: what they call durable must be there now.
        if (Next())
            return null;
        Proven = durable;
        throw new JournalCorruptionException(segment.Name, place, FormattableString.Invariant($"a sound group from sequence {Expected} (durable through {durable})"), found);
    }

    /// <summary>Writes the blocks that were made good back to the file.</summary>
    public void WriteBack()
    {
        var bytes = _decoder.Bytes;
        foreach (var damage in _decoder.Damage)
            _file!.Write(damage.Offset, bytes.Slice((int)(damage.Offset - Header.Offset), JournalLayout.BlockBytes));
    }

    public void Dispose()
    {
        _decoder.Dispose(); // it may be reading ahead
        _file?.Dispose();
    }

    private bool Continues() => Header.FirstSequence == Expected && Header.Previous == Chain && Header.Epoch >= Epoch;

    private bool TryNextSegment()
    {
        var (segment, offset) = (Segment, Offset);
        if (catalog.After(segment) is not { } next)
            return false;
        Enter(next);
        if (_decoder.TryRead(Offset) && Continues())
        {
            next.FirstSequence = Header.FirstSequence;
            return true;
        }

        Enter(segment);
        Offset = offset;
        return false;
    }

    /// <summary>Goes into a segment, before its first group.</summary>
    private void Enter(SegmentEntry segment)
    {
        Offset = JournalLayout.FirstGroupOffset;
        if (segment == _segment)
            return;
        var file = segment.Open(writable);
        _decoder.Turn(file, segment); // it may be reading ahead in the one before
        _file?.Dispose();
        _file = file;
        _segment = segment;
    }

    /// <summary>The sequence of the first record or mark of a segment, 0 if there is none. Afterwards the walk stands anywhere.</summary>
    public long FirstSequenceOf(SegmentEntry segment)
    {
        if (segment.FirstSequence == 0)
        {
            Enter(segment);
            if (_decoder.TryReadHeader(Offset))
                segment.FirstSequence = Header.FirstSequence;
        }

        return segment.FirstSequence;
    }

    private void SeekStart(SegmentEntry oldest, long sequence)
    {
        Enter(oldest);
        if (oldest.FirstSequence > sequence)
            throw new JournalGapException(FormattableString.Invariant($"{oldest.Store.Place}: sequence {sequence} is not here; the oldest is {oldest.FirstSequence}, in {oldest.Name}."));
        if (oldest.Number > 0)
            throw new JournalCorruptionException(oldest.Name, Offset, "the first group of the oldest segment", "no header of a group, nor its copy");
        Start(JournalLayout.FirstGroupOffset, 1, 0);
    }

    // Places rise with sequences, and every header, also the copy at a group's end, knows its own: guess the place from the density of the
    // group found last, and halve what is left every other time, so that odd densities cannot make the search crawl.
    private void SeekIn(SegmentEntry segment, long sequence)
    {
        Enter(segment);
        if (!_decoder.TryReadHeader(JournalLayout.FirstGroupOffset))
            throw new JournalCorruptionException(Segment.Name, JournalLayout.FirstGroupOffset, "the segment's first group", "no header of a group, nor its copy");
        var best = Header;
        var low = best.Offset + best.Bytes;
        var high = segment.Bytes;
        for (var round = 0; low < high && best.LastSequence < sequence; round++)
        {
            var guess = round % 2 == 0 ? PlaceOf(sequence, best) : low + (high - low) / 2;
            guess = Math.Clamp(guess / JournalLayout.BlockBytes * JournalLayout.BlockBytes, low, high - JournalLayout.BlockBytes);
            if (FindHeader(guess, high) is not { } found)
            {
                high = guess;
            }
            else if (found.FirstSequence < sequence)
            {
                best = found;
                low = found.Offset + found.Bytes;
            }
            else
            {
                high = Math.Min(guess, found.Offset);
            }
        }

        Start(best.Offset, best.FirstSequence, best.Previous);
    }

    private long PlaceOf(long sequence, in GroupHeader group)
    {
        var ahead = Math.Min(sequence - group.FirstSequence, Segment.Bytes / JournalLayout.RecordBytes); // none is further, and no product overflows
        return group.Offset + ahead * group.Bytes / Math.Max(1, group.Count);
    }

    private GroupHeader? FindHeader(long from, long to)
    {
        var end = Math.Min(to, from + 2L * JournalLayout.GroupBlocksMax * JournalLayout.BlockBytes);
        for (var offset = from; offset < end; offset += JournalLayout.BlockBytes)
        {
            if (_decoder.TryReadAny(offset, out var header))
                return header;
        }

        return null;
    }

    private void Start(long offset, long expected, uint chain)
    {
        Offset = offset;
        Expected = expected;
        Chain = chain;
        Epoch = 0;
        Proven = 0;
    }
}
