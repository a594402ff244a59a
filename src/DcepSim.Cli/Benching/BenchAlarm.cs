namespace DcepSim.Cli.Benching;

/// <summary>Wakes callers when their requests fall due, at most about a millisecond late: the framework's own timers are late by up to four.</summary>
/// <remarks>A thread that sleeps a millisecond at a time, since to spin would take the processor from the pipeline. Safe for use by several
/// threads.</remarks>
internal sealed class BenchAlarm : IDisposable
{
    private readonly TimeProvider _time;
    private readonly CancellationToken _cancellation;
    private readonly PriorityQueue<BenchWait, long> _waiting = new();
    private readonly Lock _gate = new();
    private readonly Thread _thread;
    private volatile bool _isStopped;

    /// <param name="time">Measures time.</param>
    /// <param name="cancellation">Wakes everybody.</param>
    public BenchAlarm(TimeProvider time, CancellationToken cancellation)
    {
        _time = time;
        _cancellation = cancellation;
        _thread = new(Run) { IsBackground = true, Name = "benchmark alarm" };
        _thread.Start();
    }

    /// <summary>Waits until a timestamp, or until everybody is woken.</summary>
    public ValueTask WaitUntilAsync(BenchWait wait, long due)
    {
        var waiting = wait.Begin();
        lock (_gate)
            _waiting.Enqueue(wait, due);
        return waiting;
    }

    public void Dispose()
    {
        _isStopped = true;
        _thread.Join();
    }

    private void Run()
    {
        while (!_isStopped)
        {
            Thread.Sleep(1);
            lock (_gate)
            {
                var now = _time.GetTimestamp();
                while (_waiting.TryPeek(out var wait, out var due) && (due <= now || _cancellation.IsCancellationRequested))
                {
                    _waiting.Dequeue();
                    wait.End();
                }
            }
        }
    }
}
