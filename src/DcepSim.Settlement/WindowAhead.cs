using DcepSim.Ledger;

namespace DcepSim.Settlement;

/// <summary>
/// Takes the memory of the key window from the system a little ahead of the book, in a thread of its own, as long as the window fills for the first
/// time: clearing pages costs the book's thread a quarter of its time otherwise.
/// </summary>
/// <remarks>Before the book is disposed, this is. One thread at a time tells how far the book is.</remarks>
internal sealed class WindowAhead : IDisposable
{
    /// <summary>Smaller windows are filled before a thread is of use.</summary>
    private const int WindowMin = 1 << 19;

    /// <summary>Entries whose memory is taken with one call: two mebibytes, a large page.</summary>
    private const int StepEntries = 1 << 15;

    /// <summary>How many entries it is ahead at most; a book that has few yet takes little.</summary>
    private const int AheadEntries = 1 << 20;

    private readonly GeneralLedger _ledger;
    private readonly long _before;
    private readonly long _end;
    private readonly AutoResetEvent _isWanted = new(initialState: false);
    private readonly Thread? _thread;
    private long _taken;
    private long _wanted;
    private volatile bool _isStopped;

    /// <param name="ledger">The book; restored, but its window not filled yet.</param>
    /// <param name="atOnce">Whether all of it is taken now, by all processors.</param>
    /// <param name="cancellation">Stops that.</param>
    public WindowAhead(GeneralLedger ledger, bool atOnce = false, CancellationToken cancellation = default)
    {
        _ledger = ledger;
        _before = _taken = _wanted = ledger.RefillFrom > 0 ? ledger.RefillFrom - 1 : ledger.Sequence;
        _end = _before + ledger.Options.IdempotencyWindow;
        if (atOnce)
            TakeAll(cancellation);
        if (atOnce || ledger.Options.IdempotencyWindow < WindowMin)
            return;
        _thread = new Thread(Run) { IsBackground = true, Name = "settlement: memory" };
        _thread.Start();
        Note(ledger.Sequence);
    }

    /// <summary>Up to which entry the memory was taken.</summary>
    public long Taken => Volatile.Read(ref _taken);

    /// <summary>Tells how far the book is, or is known to come.</summary>
    public void Note(long sequence)
    {
        if (_thread is null || Taken == _end)
            return;
        var wanted = Math.Min(_end, sequence + Math.Min(AheadEntries, sequence - _before));
        if (wanted < Volatile.Read(ref _wanted) + StepEntries && wanted < _end)
            return;
        Volatile.Write(ref _wanted, wanted);
        _isWanted.Set();
    }

    public void Dispose()
    {
        _isStopped = true;
        _isWanted.Set();
        _thread?.Join();
        _isWanted.Dispose();
    }

    private void TakeAll(CancellationToken cancellation)
    {
        Parallel.For(0, (_end - _before + StepEntries - 1) / StepEntries, new ParallelOptions { CancellationToken = cancellation }, step =>
        {
            var after = _before + (step * StepEntries);
            _ledger.PrepareWindow(after, Math.Min(_end, after + StepEntries));
        });
        _taken = _end;
    }

    private void Run()
    {
        while (_taken < _end)
        {
            _isWanted.WaitOne();
            for (long through; !_isStopped && _taken < (through = Math.Min(Volatile.Read(ref _wanted), _taken + StepEntries)); Volatile.Write(ref _taken, through))
                _ledger.PrepareWindow(_taken, through);
            if (_isStopped)
                return;
        }
    }
}
