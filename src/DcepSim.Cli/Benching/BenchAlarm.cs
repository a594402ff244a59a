namespace DcepSim.Cli.Benching;

/// <summary>Wakes callers when their requests fall due, at most about a millisecond late: the framework's own timers are late by up to four.</summary>
/// <remarks>A thread that sleeps a millisecond at a time, since to spin would take the processor from the pipeline. Safe for use by several
/// threads.</remarks>
internal sealed class BenchAlarm : IDisposable
{
    private readonly TimeProvider _time;
    private readonly PriorityQueue<TaskCompletionSource, long> _waiting = new();
    private readonly Lock _gate = new();
    private readonly Thread _thread;
    private volatile bool _isStopped;

    public BenchAlarm(TimeProvider time)
    {
        _time = time;
        _thread = new(Run) { IsBackground = true, Name = "benchmark alarm" };
        _thread.Start();
    }

    /// <summary>Waits until a timestamp.</summary>
    public Task WaitUntilAsync(long due, CancellationToken cancellation)
    {
        var woken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
            _waiting.Enqueue(woken, due);
        return woken.Task.WaitAsync(cancellation);
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
                while (_waiting.TryPeek(out var woken, out var due) && due <= now)
                {
                    _waiting.Dequeue();
                    woken.SetResult();
                }
            }
        }
    }
}
