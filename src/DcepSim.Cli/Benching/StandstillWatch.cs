namespace DcepSim.Cli.Benching;

/// <summary>
/// How long the machine kept a thread waiting that only asked to sleep for a moment: a receipt gap as long as that was made by the host or the system's
/// scheduler, not by what is measured.
/// </summary>
/// <remarks>A thread that sleeps four milliseconds at a time and notes how much later than that it woke; pauses of the garbage collector, which are the
/// process's own doing, are taken off. It sees what keeps a whole processor, not what only the disk does. Any thread may ask.</remarks>
public sealed class StandstillWatch : IDisposable
{
    private const int SleepMilliseconds = 4;

    private readonly TimeProvider _time;
    private readonly Thread _thread;
    private long _longest;
    private volatile bool _isStopped;

    /// <summary>Begins to watch, until it is disposed.</summary>
    /// <param name="time">Measures time.</param>
    public StandstillWatch(TimeProvider time)
    {
        _time = time;
        _thread = new(Run) { IsBackground = true, Name = "benchmark standstills" };
        _thread.Start();
    }

    /// <summary>The longest standstill so far.</summary>
    public TimeSpan Longest => new(Volatile.Read(ref _longest));

    /// <summary>Stops watching.</summary>
    public void Dispose()
    {
        _isStopped = true;
        _thread.Join();
    }

    private void Run()
    {
        var asked = TimeSpan.FromMilliseconds(SleepMilliseconds);
        while (!_isStopped)
        {
            var (began, paused) = (_time.GetTimestamp(), GC.GetTotalPauseDuration());
            Thread.Sleep(SleepMilliseconds);
            var late = _time.GetElapsedTime(began) - asked - (GC.GetTotalPauseDuration() - paused);
            Volatile.Write(ref _longest, Math.Max(_longest, late.Ticks));
        }
    }
}
