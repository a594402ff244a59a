using System.Runtime.ExceptionServices;
using DcepSim.Simulation;

namespace DcepSim.Experiments;

/// <summary>The caller's thread and others that wait for parts of a run to carry out.</summary>
/// <remarks>The others watch for a moment before they sleep, so that many small parts one after another do not wait for the system to wake
/// them. Used by one thread at a time.</remarks>
internal sealed class WorkerTeam : IWorkers, IDisposable
{
    private const int NeverSleep = -1; // the others are at work on this part too and done within microseconds
    private const int Watching = 2000;

    private readonly ManualResetEventSlim[] _called;
    private readonly Task[] _others;
    private Action<int>? _part;
    private ExceptionDispatchInfo? _failure;
    private int _parts;
    private int _taken;
    private int _busy;

    /// <param name="count">How many threads, the caller's among them, 1 and up.</param>
    public WorkerTeam(int count)
    {
        Count = count;
        _called = [.. Enumerable.Range(1, count - 1).Select(_ => new ManualResetEventSlim(false, Watching))];
        _others = [.. _called.Select(called => Task.Factory.StartNew(
            () => Wait(called), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
    }

    public int Count { get; }

    public void CarryOut(int parts, Action<int> part)
    {
        (_part, _parts, _taken, _failure) = (part, parts, 0, null);
        var helping = Math.Min(_called.Length, parts - 1);
        Volatile.Write(ref _busy, helping);
        for (var other = 0; other < helping; other++)
            _called[other].Set();
        TakeParts(0);
        var spin = default(SpinWait);
        while (Volatile.Read(ref _busy) > 0)
            spin.SpinOnce(NeverSleep);
        _failure?.Throw();
    }

    public void Dispose()
    {
        _part = null;
        foreach (var called in _called)
            called.Set();
        Task.WaitAll(_others);
        foreach (var called in _called)
            called.Dispose();
    }

    private void Wait(ManualResetEventSlim called)
    {
        while (true)
        {
            called.Wait();
            called.Reset();
            if (_part is null)
                return;
            TakeParts(Interlocked.Increment(ref _taken));
            Interlocked.Decrement(ref _busy);
        }
    }

    private void TakeParts(int first)
    {
        try
        {
            for (var part = first; part < _parts; part = Interlocked.Increment(ref _taken))
                _part!(part);
        }
        catch (Exception failure)
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(failure), null);
            Volatile.Write(ref _taken, _parts);
        }
    }
}
