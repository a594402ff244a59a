using System.Threading.Tasks.Sources;

namespace DcepSim.Cli.Benching;

/// <summary>A caller's wait for the moment at which its request is due. Used again and again: waiting costs no memory.</summary>
internal sealed class BenchWait : IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> _task = new() { RunContinuationsAsynchronously = true };

    /// <summary>Begins to wait; the wait before has ended.</summary>
    public ValueTask Begin()
    {
        _task.Reset();
        return new(this, _task.Version);
    }

    /// <summary>Ends it.</summary>
    public void End() => _task.SetResult(true);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _task.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _task.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource.GetResult(short token) => _task.GetResult(token);
}
