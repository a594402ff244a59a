using System.Collections.Concurrent;
using System.Threading.Tasks.Sources;
using DcepSim.Settlement;

namespace DcepSim.Cli.Benching;

/// <summary>Transfers that a caller waits for. Used again once it was answered.</summary>
internal sealed class LoneRequest(ConcurrentQueue<LoneRequest> spare) : IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> _task = new() { RunContinuationsAsynchronously = true };
    private ReadOnlyMemory<Transfer> _transfers;
    private Memory<Receipt> _receipts;

    public ValueTask Begin(ReadOnlyMemory<Transfer> transfers, Memory<Receipt> receipts)
    {
        (_transfers, _receipts) = (transfers, receipts);
        _task.Reset();
        return new(this, _task.Version);
    }

    public void Run(InlineSettlement book)
    {
        try
        {
            book.Settle(_transfers.Span, _receipts.Span);
            _task.SetResult(true);
        }
        catch (Exception fault) // the caller's to hear of
        {
            _task.SetException(fault);
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) => _task.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _task.OnCompleted(continuation, state, token, flags);

    public void GetResult(short token)
    {
        try
        {
            _task.GetResult(token);
        }
        finally
        {
            (_transfers, _receipts) = (default, default);
            spare.Enqueue(this);
        }
    }
}
