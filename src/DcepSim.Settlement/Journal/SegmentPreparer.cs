namespace DcepSim.Settlement.Journal;

/// <summary>
/// Writes segments ahead: room set aside, every block written once, flushed, then renamed to the name it is used under, so that a
/// segment is either whole or not there.
/// </summary>
/// <remarks>
/// The work goes by small steps under one lock: a thread of its own takes them in the background, and a writer that runs out of segments
/// takes them itself instead of waiting.
/// </remarks>
internal sealed class SegmentPreparer : IDisposable
{
    private const int StepBytes = 1 << 19;

    // Bytes written ahead for bytes used: five for four.
    private const int Pace = 5;
    private const int PaceOver = 4;

    private readonly Lock _gate = new();
    private readonly IJournalStore _store;
    private readonly SegmentCatalog _catalog;
    private readonly JournalOptions _options;
    private readonly long _epoch;
    private readonly AlignedBuffer _zeros;
    private readonly AutoResetEvent _behind = new(false);
    private readonly Thread? _thread;
    private IJournalFile? _file;
    private long _number;
    private long _written;
    private long _usedBytes;
    private long _readyBytes;
    private int _used;
    private volatile bool _isStopped;
    private volatile Exception? _failure;

    /// <param name="store">The folder.</param>
    /// <param name="catalog">Where finished segments are entered.</param>
    /// <param name="options">Size and number of segments.</param>
    /// <param name="epoch">The epoch to note in their headers.</param>
    /// <param name="used">Index in the catalog of the segment in use.</param>
    public SegmentPreparer(IJournalStore store, SegmentCatalog catalog, JournalOptions options, long epoch, int used)
    {
        _store = store;
        _catalog = catalog;
        _options = options;
        _epoch = epoch;
        _used = used;
        _readyBytes = catalog.All().Skip(used + 1).Sum(RoomIn);
        _zeros = AlignedBuffer.ForLong((int)Math.Min(StepBytes, options.SegmentBytes), isCleared: true);
        if (options.PreparesInBackground)
        {
            _thread = new Thread(Run) { IsBackground = true, Name = "journal write-ahead" };
            _thread.Start();
        }
    }

    /// <summary>Why preparing ahead failed, once a flush has; a full disk is no failure, it may pass.</summary>
    public Exception? Failure => _failure;

    /// <summary>Bytes of the segments that are ready and not yet in use.</summary>
    public long ReadyBytes => Volatile.Read(ref _readyBytes);

    /// <summary>Bytes of the disk that the segment being written ahead already holds.</summary>
    public long UnderWayBytes => Volatile.Read(ref _file) is null ? 0 : _options.SegmentBytes - JournalLayout.FirstGroupOffset;

    /// <summary>
    /// Tells how far the segment in use is filled: what is written ahead goes a little faster, spread over most of that time, since a burst of
    /// it would make the journal's own writes wait.
    /// </summary>
    public void Note(long usedBytes)
    {
        Volatile.Write(ref _usedBytes, usedBytes);
        if (!IsBehind())
            return; // looked at without the lock: at worst the next group wakes the thread
        if (_thread is not null)
        {
            _behind.Set();
            return;
        }

        lock (_gate)
        {
            while (IsBehind() && TryStep())
            {
            }
        }
    }

    /// <summary>Gives the next segment, finishing it first if need be.</summary>
    /// <exception cref="JournalFullException">There is no room on the disk for it.</exception>
    public SegmentEntry Take()
    {
        SegmentEntry taken;
        lock (_gate)
        {
            while (_used + 1 >= _catalog.Count)
            {
                if (!TryStep())
                    throw _failure ?? new JournalFullException($"{_store.Place}: no room for another segment of {_options.SegmentBytes} bytes beside the reserve of {_options.ReserveBytes} bytes.");
            }

            _used++;
            taken = _catalog.At(_used);
            Volatile.Write(ref _readyBytes, _readyBytes - RoomIn(taken));
            Volatile.Write(ref _usedBytes, 0);
        }

        if (_thread is not null)
            _behind.Set();
        return taken;
    }

    /// <summary>The oldest segment stands in another folder now.</summary>
    public void OldestMoved(IJournalStore archive)
    {
        lock (_gate)
        {
            _catalog.MoveFirst(archive);
            _used--;
        }
    }

    public void Dispose()
    {
        _isStopped = true;
        _behind.Set();
        _thread?.Join();
        _file?.Dispose();
        _behind.Dispose();
        _zeros.Dispose();
    }

    private static long RoomIn(SegmentEntry segment) => segment.Bytes - JournalLayout.FirstGroupOffset;

    private void Run()
    {
        while (!_isStopped)
        {
            var hasWork = false;
            lock (_gate)
                hasWork = IsBehind() && TryStep();
            if (!hasWork)
                _behind.WaitOne();
        }
    }

    private bool IsBehind()
    {
        var ready = _catalog.Count - 1 - Volatile.Read(ref _used);
        if (ready >= _options.SegmentsAhead)
            return false;
        return ready < _options.SegmentsAhead - 1 || Volatile.Read(ref _written) * PaceOver < Volatile.Read(ref _usedBytes) * Pace;
    }

    private bool TryStep()
    {
        if (_failure is not null || _isStopped)
            return false;
        try
        {
            return Step();
        }
        catch (JournalFullException)
        {
            Abandon();
            return false;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _failure = failure;
            return false;
        }
    }

    private bool Step()
    {
        if (_file is null)
            return TryBegin();
        if (_written < _options.SegmentBytes)
            WriteOn();
        else
            Finish();
        return true;
    }

    private bool TryBegin()
    {
        if (_store.FreeBytes < _options.SegmentBytes + _options.ReserveBytes)
            return false;
        _written = 0;
        _number = _catalog.Count == 0 ? 0 : _catalog.At(_catalog.Count - 1).Number + 1;
        _file = _store.Create(JournalLayout.SegmentName(_number) + JournalLayout.PreparingExtension, _options.SegmentBytes);
        return true;
    }

    private void WriteOn()
    {
        var length = (int)Math.Min(_zeros.Length, _options.SegmentBytes - _written);
        var bytes = _zeros.Span[..length];
        if (_written == 0)
            new SegmentHeader(_catalog.Journal, _number, _options.SegmentBytes, _epoch).WriteTo(bytes[..JournalLayout.FirstGroupOffset]);
        _file!.Write(_written, bytes);
        if (_written == 0)
            bytes[..JournalLayout.FirstGroupOffset].Clear();
        _written += length;
    }

    private void Finish()
    {
        var name = JournalLayout.SegmentName(_number);
        _file!.Flush();
        _file.Dispose();
        _file = null;
        _store.Rename(name + JournalLayout.PreparingExtension, name);
        _store.FlushNames();
        var segment = new SegmentEntry(_store, _number, name, _options.SegmentBytes, _epoch);
        _catalog.Add(segment);
        Volatile.Write(ref _readyBytes, _readyBytes + RoomIn(segment));
        _written = 0;
    }

    private void Abandon()
    {
        var name = _file?.Name;
        _file?.Dispose();
        _file = null;
        _written = 0;
        if (name is not null)
            _store.Delete(name);
    }
}
