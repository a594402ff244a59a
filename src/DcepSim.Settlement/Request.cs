using System.Threading.Tasks.Sources;
using DcepSim.Ledger;

namespace DcepSim.Settlement;

/// <summary>
/// One request on its way through the pipeline, and the task its caller waits for. It ends exactly once: answered, cancelled or failed.
/// </summary>
/// <remarks>Cancelling ends it at once while it waits, and after it ran; while it runs its memory is in use, and the ledger's stage ends
/// it.</remarks>
internal abstract class Request : IValueTaskSource
{
    private const int Waiting = 0;
    private const int Running = 1;
    private const int Applied = 2;
    private const int Ended = 3;

    private ManualResetValueTaskSourceCore<bool> _task = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _registration;
    private CancellationToken _cancellation;
    private Exception? _fault;
    private int _state;
    private int _owners;
    private volatile bool _isCancelled;

    /// <summary>The most journal entries it can make; 0 for a question.</summary>
    public abstract int EntriesMax { get; }

    /// <summary>Starts anew, owned by its caller and by the pipeline.</summary>
    public ValueTask Begin(CancellationToken cancellation)
    {
        _task.Reset();
        _task.RunContinuationsAsynchronously = true;
        _fault = null;
        _state = Waiting;
        _owners = 2;
        _isCancelled = false;
        _cancellation = cancellation;
        var task = new ValueTask(this, _task.Version);
        _registration = cancellation.CanBeCanceled ? cancellation.UnsafeRegister(static request => ((Request)request!).Cancel(), this) : default;
        return task;
    }

    /// <summary>Takes it in hand, in the ledger's stage. False when it was cancelled before: nothing is applied.</summary>
    public bool TryStart() => Interlocked.CompareExchange(ref _state, Running, Waiting) == Waiting;

    /// <summary>Applies it.</summary>
    public void Run(GeneralLedger ledger, SettlementBatch batch)
    {
        try
        {
            Apply(ledger, batch);
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException)
        {
            _fault = fault; // the caller's misuse: told once everything before it is durable
        }

        Interlocked.Exchange(ref _state, Applied);
        if (_isCancelled)
            EndIf(Applied, new OperationCanceledException(_cancellation));
    }

    /// <summary>Makes what it was told its answer; what it did is durable.</summary>
    /// <param name="line">Takes it, to let its caller go on; if it had not ended before.</param>
    public void Answer(AnswerLine line)
    {
        if (Interlocked.CompareExchange(ref _state, Ended, Applied) == Applied)
            line.Add(this);
        else
            Release();
    }

    /// <summary>Lets the caller of an answered request go on, in this thread, which is the pool's.</summary>
    public void GoOn()
    {
        _task.RunContinuationsAsynchronously = false;
        if (_fault is null)
            _task.SetResult(true);
        else
            _task.SetException(_fault);
        Release();
    }

    /// <summary>Ends it without an answer.</summary>
    public void Fail(Exception reason)
    {
        if (Interlocked.Exchange(ref _state, Ended) != Ended)
            EndWithout(reason);
        Release();
    }

    /// <summary>One of the two owners has done with it.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _owners) == 0)
            Recycle();
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _task.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _task.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource.GetResult(short token)
    {
        try
        {
            _task.GetResult(token);
        }
        finally
        {
            _registration.Dispose();
            Release();
        }
    }

    protected abstract void Apply(GeneralLedger ledger, SettlementBatch batch);

    /// <summary>Takes back what its caller's memory was told: it ends without an answer.</summary>
    protected abstract void TakeBack();

    protected virtual void Recycle()
    {
    }

    private void Cancel()
    {
        _isCancelled = true;
        Interlocked.MemoryBarrier();
        var reason = new OperationCanceledException(_cancellation);
        if (!EndIf(Waiting, reason))
            EndIf(Applied, reason);
    }

    private bool EndIf(int state, Exception reason)
    {
        if (Interlocked.CompareExchange(ref _state, Ended, state) != state)
            return false;
        EndWithout(reason);
        return true;
    }

    private void EndWithout(Exception reason)
    {
        try
        {
            TakeBack();
        }
        catch (Exception) // the caller's memory is gone, and what it was told with it
        {
        }

        _task.SetException(reason);
    }
}
