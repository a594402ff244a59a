namespace DcepSim.Settlement.Journal;

/// <summary>
/// Writes groups of records, one write call each, into segments that were written ahead, and says what is durable.
/// </summary>
/// <remarks>
/// <para>One thread appends; the same or one other flushes. After a failed write or flush it has stopped for good: what was not known
/// durable then can only be known again by recovering the folder. Nothing is allocated per group.</para>
/// </remarks>
public sealed class JournalWriter : IDisposable
{
    private readonly Lock _flushGate = new();
    private readonly IJournalStore _store;
    private readonly SegmentCatalog _catalog;
    private readonly JournalOptions _options;
    private readonly SegmentPreparer _preparer;
    private readonly long _epoch;
    private JournalGroup? _spare;
    private IJournalFile _file;
    private SegmentEntry _segment;
    private long _offset;
    private uint _chain;
    private long _writes;
    private long _writesFlushed = -1; // what recovery left is flushed with the first of ours
    private long _writtenThrough;
    private long _durableThrough;
    private volatile Exception? _failure;
    private bool _isDisposed;

    internal JournalWriter(IJournalStore store, SegmentCatalog catalog, JournalOptions options, JournalRecovery recovery, uint chain, int segment)
    {
        _store = store;
        _catalog = catalog;
        _options = options;
        _epoch = recovery.Epoch;
        Recovery = recovery;
        _chain = chain;
        _offset = recovery.Offset;
        _writtenThrough = _durableThrough = recovery.LastSequence;
        _segment = catalog.At(segment);
        _file = store.Open(_segment.Name, writable: true);
        GroupRecordsMax = JournalLayout.RecordsFitting(catalog.All().Skip(segment).Select(entry => entry.Bytes).Append(options.SegmentBytes).Min());
        _preparer = new(store, catalog, options, _epoch, segment);
        try
        {
            WriteMark();
            _preparer.Note(_offset);
        }
        catch
        {
            _preparer.Dispose(); // else its thread goes on in a folder that is about to be let go
            _file.Dispose();
            throw;
        }
    }

    /// <summary>What was found and done when the journal was opened.</summary>
    public JournalRecovery Recovery { get; }

    /// <summary>The last sequence handed to the disk.</summary>
    public long WrittenThrough => Volatile.Read(ref _writtenThrough);

    /// <summary>The last sequence that survives a power cut. Any thread may ask.</summary>
    public long DurableThrough => Volatile.Read(ref _durableThrough);

    /// <summary>Most records of one group, so that it fits any segment.</summary>
    public int GroupRecordsMax { get; }

    /// <summary>
    /// Whether there is room for new work and, after it, to write what is under way and stop in order. Any thread may ask; costs a call to
    /// the system only when the prepared segments run low.
    /// </summary>
    public bool AcceptsNewWork
    {
        get
        {
            var kept = (long)_options.GroupsUnderWayMax * JournalLayout.BytesOf(GroupRecordsMax);
            return _failure is null && (PreparedBytes > kept || Space.ToFullBytes > kept);
        }
    }

    /// <summary>The room there is. Asks the file system.</summary>
    public JournalSpace Space
    {
        get
        {
            var free = _store.FreeBytes;
            var segments = Math.Max(0, (free - _options.ReserveBytes) / _options.SegmentBytes);
            var prepared = PreparedBytes;
            var perSegment = _options.SegmentBytes - JournalLayout.FirstGroupOffset;
            return new(prepared, free, prepared + _preparer.UnderWayBytes + segments * perSegment);
        }
    }

    private long PreparedBytes => Volatile.Read(ref _segment).Bytes - Volatile.Read(ref _offset) + _preparer.ReadyBytes;

    /// <summary>Writes a group. Durable only after the next <see cref="Flush"/>. The group may be cleared and filled again afterwards.</summary>
    /// <param name="group">Its records take the next sequences. An empty one is not written.</param>
    /// <returns>The sequence of its last record.</returns>
    /// <exception cref="ArgumentException">The group has more than <see cref="GroupRecordsMax"/> records.</exception>
    /// <exception cref="JournalFullException">There is no room; nothing was written and the writer can go on once there is.</exception>
    /// <exception cref="JournalStoppedException">The writer has stopped, now or before.</exception>
    public long Append(JournalGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        if (group.Count > GroupRecordsMax)
            throw new ArgumentException(FormattableString.Invariant($"A group takes at most {GroupRecordsMax} records in segments of {_options.SegmentBytes} bytes, not {group.Count}."), nameof(group));
        ThrowIfStopped();
        if (group.Count > 0)
            Write(group);
        return _writtenThrough;
    }

    /// <summary>Copies records into groups as large as may be and writes those.</summary>
    /// <param name="records">Whole records of 64 bytes.</param>
    /// <returns>The sequence of the last record.</returns>
    /// <exception cref="ArgumentException">The bytes are not whole records.</exception>
    /// <exception cref="JournalFullException">There is no room for all; <see cref="WrittenThrough"/> tells how many were written, and the writer
    /// can go on once there is.</exception>
    /// <exception cref="JournalStoppedException">The writer has stopped, now or before.</exception>
    public long Append(ReadOnlySpan<byte> records)
    {
        var left = JournalGroup.RecordsIn(records);
        _spare ??= new(GroupRecordsMax);
        while (left > 0)
        {
            var count = Math.Min(left, Math.Min(_spare.Capacity, GroupRecordsMax));
            _spare.Clear();
            _spare.Add(records[..(count * JournalLayout.RecordBytes)]);
            Append(_spare);
            records = records[(count * JournalLayout.RecordBytes)..];
            left -= count;
        }

        return _writtenThrough;
    }

    /// <summary>Makes durable what was appended before the call. May run on one other thread than the appending one.</summary>
    /// <returns>The last sequence that survives a power cut.</returns>
    /// <exception cref="JournalStoppedException">The flush failed, or the writer had stopped before.</exception>
    public long Flush()
    {
        lock (_flushGate)
        {
            ThrowIfStopped();
            var through = Volatile.Read(ref _writtenThrough);
            if (Volatile.Read(ref _writes) is var writes && writes != _writesFlushed)
                Flush_NeedsGate(through, writes);
            return through;
        }
    }

    /// <summary>Flushes, and notes in the journal that all of it is durable. After a failure it only closes the files.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        try
        {
            if (_failure is null)
                Close();
        }
        finally
        {
            _failure ??= new ObjectDisposedException(nameof(JournalWriter));
            _preparer.Dispose();
            _file.Dispose();
            _spare?.Dispose();
        }
    }

    /// <summary>Moves the oldest segments to another folder: those whose records all lie at or below a sequence, never the one in use.</summary>
    /// <param name="sequence">At or below every checkpoint that may be needed.</param>
    /// <param name="archive">Where they go.</param>
    /// <returns>How many segments were moved.</returns>
    internal int ArchiveThrough(long sequence, IJournalStore archive)
    {
        var moved = 0;
        while (_catalog.At(0).Number < Volatile.Read(ref _segment).Number && _catalog.At(1).FirstSequence is var next && next > 0 && next - 1 <= sequence)
        {
            var oldest = _catalog.At(0);
            JournalArchive.Copy(_store, archive, oldest.Name);
            _preparer.OldestMoved(archive);
            _store.Delete(oldest.Name);
            _store.FlushNames(); // one after another, so that what a power cut brings back leaves no gap
            moved++;
        }

        return moved;
    }

    private void Write(JournalGroup group)
    {
        if (_offset + JournalLayout.BytesOf(group.Count) > _segment.Bytes)
            TurnToNextSegment();
        var bytes = group.Seal(NextHeader(group.Count), out var checksum);
        Write(bytes);
        _chain = checksum;
        if (_segment.FirstSequence == 0)
            _segment.FirstSequence = _writtenThrough + 1;
        Volatile.Write(ref _writtenThrough, _writtenThrough + group.Count);
        _preparer.Note(_offset);
    }

    private GroupHeader NextHeader(int count) => new()
    {
        Journal = _catalog.Journal,
        Epoch = _epoch,
        Segment = _segment.Number,
        Offset = _offset,
        FirstSequence = _writtenThrough + 1,
        Count = count,
        Previous = _chain,
        DurableThrough = Volatile.Read(ref _durableThrough),
    };

    private void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _file.Write(_offset, bytes);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JournalException)
        {
            Stop(failure);
        }

        Volatile.Write(ref _offset, _offset + bytes.Length);
        Volatile.Write(ref _writes, _writes + 1);
    }

    // What stands in a segment is durable before anything is written to the next: a torn tail never spans two.
    private void TurnToNextSegment()
    {
        Flush();
        var (segment, file) = TakeSegment();
        lock (_flushGate)
        {
            _file.Dispose();
            _file = file;
            Volatile.Write(ref _segment, segment);
            Volatile.Write(ref _offset, JournalLayout.FirstGroupOffset);
        }
    }

    private (SegmentEntry Segment, IJournalFile File) TakeSegment()
    {
        try
        {
            var segment = _preparer.Take();
            return (segment, _store.Open(segment.Name, writable: true));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Stop(failure);
            throw;
        }
    }

    private void Flush_NeedsGate(long through, long writes)
    {
        try
        {
            _file.Flush();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JournalException)
        {
            Stop(failure);
        }

        _writesFlushed = writes;
        Volatile.Write(ref _durableThrough, through);
    }

    // A group without records that says what is durable, so that damage below it is known for what it is.
    private void WriteMark()
    {
        if (_offset + JournalLayout.BytesOf(0) > _segment.Bytes)
            return;
        using var mark = new JournalGroup(1);
        Write(mark.Seal(NextHeader(0), out _chain));
        if (_segment.FirstSequence == 0)
            _segment.FirstSequence = _writtenThrough + 1;
    }

    private void Close()
    {
        Flush();
        if (_offset + JournalLayout.BytesOf(0) > _segment.Bytes && _preparer.ReadyBytes > 0)
            TurnToNextSegment();
        WriteMark();
        Flush();
    }

    private void ThrowIfStopped()
    {
        ObjectDisposedException.ThrowIf(_isDisposed && _failure is ObjectDisposedException, this);
        if ((_failure ??= _preparer.Failure) is { } failure)
            throw Stopped(failure);
    }

    private void Stop(Exception failure)
    {
        _failure ??= failure;
        throw Stopped(failure);
    }

    private JournalStoppedException Stopped(Exception failure) =>
        new(FormattableString.Invariant($"{_store.Place}: the journal has stopped; durable through sequence {DurableThrough}. Cause: {failure.Message}"), failure);
}
