using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using DcepSim.Ledger;
using DcepSim.Settlement.Journal;
using NodaTime;

namespace DcepSim.Settlement.Reading;

/// <summary>
/// Knows which records touched which account, for a journal that is being written: in memory for the segment in use, in an index beside each
/// full one. What is missing is made again in the background.
/// </summary>
/// <remarks>One thread hands groups over; any number read.</remarks>
internal sealed class AccountIndices : IDisposable
{
    private const int TailsMax = 8; // beyond, what could not be written is read from the segments themselves
    private const int IndexBytesPerRecordMax = 12;

    private readonly IJournalStore _store;
    private readonly JournalOptions _options;
    private readonly IClock _clock;
    private readonly IJournalStore? _archive;
    private readonly SegmentCatalog _catalog;
    private readonly long _recoveredThrough;
    private readonly AccountTail.Memory _memory;
    private readonly ConcurrentDictionary<long, AccountIndexFile> _files = new();
    private readonly BlockingCollection<long> _full = [];
    private readonly ReadLanes _lanes = new();
    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _isClosing = new(initialState: false, spinCount: 0); // waited for by the millisecond
    private readonly IndexPace _pace;
    private readonly Thread _thread;
    private volatile AccountTail[] _tails = [];
    private volatile Exception? _fault;
    private volatile bool _isStopped;
    private AccountIndexWriter? _writer;
    private AccountTail? _current;
    private long _currentSegment;
    private long _collectedThrough;
    private StatementIndexFigures _figures;

    public AccountIndices(IJournalStore store, JournalFolder folder, JournalRecovery recovery, JournalOptions options, IJournalStore? archive, IClock clock)
    {
        _store = store;
        _options = options;
        _archive = archive;
        _clock = clock;
        _memory = new(options.SegmentBytes, TailsMax + 1);
        _catalog = archive is null ? folder.Catalog : folder.Catalog.With(archive);
        _recoveredThrough = _collectedThrough = recovery.LastSequence;
        _currentSegment = folder.Catalog.All().First(segment => segment.Name == recovery.Segment).Number;
        _pace = new(() => Volatile.Read(ref _collectedThrough), _isClosing, clock);
        _thread = new Thread(Run) { IsBackground = true, Name = "settlement: statements" };
        _thread.Start();
    }

    /// <summary>The segments that reading follows, those of the archive included.</summary>
    public SegmentCatalog Catalog => _catalog;

    /// <summary>Why the latest index could not be written; null if it could. Statements are read from the segment itself then.</summary>
    public Exception? Fault => _fault;

    public StatementIndexFigures Figures
    {
        get
        {
            lock (_gate)
                return _figures;
        }
    }

    /// <summary>Takes in a group that was just written; it may be shown once it is durable.</summary>
    /// <param name="group">The group.</param>
    /// <param name="touched">The accounts that its records touched, see <see cref="AccountTail.NoteTouched"/>.</param>
    public void Take(JournalGroup group, ReadOnlySpan<int> touched)
    {
        var header = group.Sealed;
        var full = _currentSegment;
        var isNew = _current?.Segment != header.Segment;
        if (isNew)
            _current = new(header.Segment, _memory);
        _current!.Take(header, group.SealedBytes, MemoryMarshal.Cast<byte, JournalEntry>(group.Records)[0].Time.ToUnixTimeNanoseconds(), touched);
        if (isNew)
            Show(_current);
        _currentSegment = header.Segment;
        Volatile.Write(ref _collectedThrough, header.LastSequence);
        if (full != header.Segment)
            _full.Add(full);
    }

    /// <summary>Makes a page of a statement.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="durable">The last sequence known durable.</param>
    public StatementPage Read(StatementRequest request, long durable)
    {
        var through = Math.Min(durable, Volatile.Read(ref _collectedThrough));
        var walk = new StatementWalk(_catalog, _lanes, PartOf, FirstTimeOf);
        return walk.Read(request, through, Volatile.Read(ref _currentSegment));
    }

    /// <summary>Moves the indices of segments that were moved to the archive after them.</summary>
    public void FollowArchive()
    {
        var here = _store.Names().ToHashSet();
        foreach (var segment in _catalog.All().Where(segment => segment.Store == _archive && here.Contains(AccountIndexHeader.NameOf(segment.Number))))
        {
            var name = AccountIndexHeader.NameOf(segment.Number);
            JournalArchive.Copy(_store, _archive!, name);
            if (AccountIndexFile.TryOpen(_archive!, segment, _catalog.Journal) is { } index)
                _files[segment.Number] = index;
            else
                _files.TryRemove(segment.Number, out _);
            _store.Delete(name);
        }
    }

    public void Dispose()
    {
        lock (_gate)
            _isStopped = true;
        _isClosing.Set();
        _full.CompleteAdding();
        _thread.Join();
        _isClosing.Dispose();
        _writer?.Dispose();
        _full.Dispose();
        _lanes.Dispose();
    }

    private void Show(AccountTail tail)
    {
        lock (_gate)
            _tails = [.. _tails.Append(tail).OrderBy(one => one.Segment).ThenBy(one => one.FirstSequence)];
    }

    private SegmentPart PartOf(SegmentRange range, PartRequest wanted)
    {
        var segment = range.Entry;
        if (IndexOf(segment) is { } index)
            return new IndexedPart(_catalog, segment, index, wanted, () => Damaged(segment, index));
        var tails = Array.FindAll(_tails, tail => tail.Segment == segment.Number);
        var entered = tails.TakeWhile(tail => tail.TryEnter()).ToArray();
        if (entered.Length == tails.Length && Cover(tails, range.First, range.Last))
            return new TailPart(_catalog, segment, tails, wanted);
        foreach (var tail in entered)
            tail.Leave();
        return _files.ContainsKey(segment.Number)
            ? PartOf(range, wanted) // its index was finished meanwhile
            : new ScannedPart(_catalog, range.First, range.Last, wanted);
    }

    private static bool Cover(AccountTail[] tails, long first, long last)
    {
        foreach (var tail in tails)
        {
            if (tail.FirstSequence > first)
                return false;
            first = tail.LastSequence + 1;
        }

        return first > last;
    }

    private long? FirstTimeOf(SegmentEntry segment)
    {
        if (IndexOf(segment) is { } index)
            return index.FirstTime;
        var tail = Array.Find(_tails, tail => tail.Segment == segment.Number);
        if (tail is null || tail.FirstSequence > segment.FirstSequence || !tail.TryEnter())
            return null;
        var time = tail.FirstTime;
        tail.Leave();
        return time;
    }

    private AccountIndexFile? IndexOf(SegmentEntry segment) => _files.GetValueOrDefault(segment.Number);

    // Gone rather than damaged when it was moved to the archive meanwhile: then another stands in its place already.
    private void Damaged(SegmentEntry segment, AccountIndexFile index)
    {
        lock (_gate)
        {
            if (_files.TryRemove(new(segment.Number, index)) && !_isStopped)
                _full.Add(segment.Number);
        }
    }

    private void Run()
    {
        Guarded(LoadFront);
        foreach (var segment in _catalog.All().Where(segment => segment.Number < _currentSegment).Reverse())
        {
            if (_isStopped)
                return;
            Guarded(() => OpenOrBuild(segment));
        }

        foreach (var number in _full.GetConsumingEnumerable())
        {
            if (_isStopped)
                return; // it is made at the next opening
            Guarded(() => Build(number));
        }
    }

    private void Guarded(Action work)
    {
        try
        {
            work();
        }
        catch (Exception fault) // whatever it is: the journal has everything, only reading takes longer
        {
            _fault = fault;
        }
    }

    /// <summary>What the segment in use held when it was opened.</summary>
    private void LoadFront()
    {
        var segment = _catalog.All().First(segment => segment.Number == _currentSegment);
        if (_recoveredThrough > 0 && Load(segment, _recoveredThrough) is { } front)
            Show(front);
    }

    private void OpenOrBuild(SegmentEntry segment)
    {
        if (TryOpen(segment) is { } index)
            _files[segment.Number] = index;
        else
            Build(segment.Number);
    }

    private AccountIndexFile? TryOpen(SegmentEntry segment) =>
        AccountIndexFile.TryOpen(segment.Store, segment, _catalog.Journal)
        ?? (segment.Store == _store ? null : AccountIndexFile.TryOpen(_store, segment, _catalog.Journal));

    private void Build(long number)
    {
        if (_files.ContainsKey(number) || Array.Find(_catalog.All(), one => one.Number == number) is not { } segment)
            return;
        var began = _clock.GetCurrentInstant();
        var tails = Array.FindAll(_tails, tail => tail.Segment == number);
        var next = _catalog.After(segment)?.FirstSequence ?? 0;
        if (next > 0 && !Cover(tails, segment.FirstSequence, next - 1))
            tails = Load(segment, next - 1) is { } loaded ? [loaded] : [];
        try
        {
            if (tails.Length > 0)
                Write(segment, tails, began);
        }
        finally
        {
            Forget(number);
        }
    }

    private void Write(SegmentEntry segment, AccountTail[] tails, Instant began)
    {
        var records = tails[^1].LastSequence - tails[0].FirstSequence + 1;
        if (_store.FreeBytes < _options.ReserveBytes + (records * IndexBytesPerRecordMax))
            throw new JournalFullException(FormattableString.Invariant($"{_store.Place}: no room for the account index of {segment.Name} beside the reserve of {_options.ReserveBytes} bytes."));
        using var activity = SettlementActivities.AccountIndex(segment.Name);
        _writer ??= new(_store, _catalog.Journal, _pace);
        var bytes = _writer.Write(tails);
        if (TryOpen(segment) is not { } index)
            throw new JournalException($"{_store.Place}: the account index of {segment.Name} does not read back as it was written.");
        _files[segment.Number] = index;
        _fault = null;
        var elapsed = _clock.GetCurrentInstant() - began - _pace.Rested;
        SettlementMetrics.StatementIndexBytes.Add(bytes);
        lock (_gate)
            _figures = new(_figures.Segments + 1, _figures.Entries + records, _figures.Bytes + bytes, _figures.Building + elapsed);
    }

    /// <summary>Its index is there; or, where it could not be written, memory is not held for it beyond a bound.</summary>
    private void Forget(long number)
    {
        AccountTail[] gone;
        lock (_gate)
        {
            var isWritten = _files.ContainsKey(number);
            var oldest = _tails.Length > TailsMax ? _tails[0].Segment : -1;
            gone = Array.FindAll(_tails, tail => isWritten ? tail.Segment == number : tail.Segment == oldest);
            _tails = Array.FindAll(_tails, tail => !gone.Contains(tail));
        }

        foreach (var tail in gone)
            tail.Close();
    }

    private AccountTail? Load(SegmentEntry segment, long through)
    {
        var first = segment.FirstSequence;
        using var walk = new GroupWalk(_catalog, writable: false);
        first = first > 0 ? first : walk.FirstSequenceOf(segment);
        if (first == 0 || first > through)
            return null;
        var tail = new AccountTail(segment.Number, _memory);
        walk.Seek(first);
        while (walk.Expected <= through && walk.Next() && walk.Header.Segment <= segment.Number && !_isStopped)
        {
            if (walk.Header.Segment == segment.Number && walk.Header.Count > 0 && walk.Header.LastSequence <= through)
                tail.Take(walk.Header, walk.GroupBytes, walk.Records);
        }

        return tail.GroupCount > 0 && tail.LastSequence == through ? tail : null;
    }
}
