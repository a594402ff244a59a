using DcepSim.Settlement;

namespace DcepSim.Cli.Benching;

/// <summary>One caller: makes a request, waits for its answer, makes the next.</summary>
internal sealed class BenchCaller(BenchStream stream, int batch, TimeProvider time)
{
    private readonly Transfer[] _transfers = new Transfer[batch];
    private readonly Receipt[] _receipts = new Receipt[batch];
    private readonly BenchWait _wait = new();

    public BenchStream Stream => stream;

    /// <summary>Forgets what was counted so far, before the clock starts.</summary>
    public void Reset() => stream.ResetCounts();

    public async Task RunAsync(ISettlement settlement, BenchQueue queue, BenchClock clock, CancellationToken cancellation)
    {
        while (queue.TryTake(out var count, out var due))
        {
            stream.Fill(_transfers.AsSpan(0, count));
            if (queue.IsTimed)
                await queue.WaitUntilAsync(_wait, due).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            var from = queue.IsTimed ? due : time.GetTimestamp();
            await settlement.SettleAsync(_transfers.AsMemory(0, count), _receipts, CancellationToken.None).ConfigureAwait(false);
            clock.Note(from, count);
            stream.Learn(_transfers.AsSpan(0, count), _receipts.AsSpan(0, count));
        }
    }
}
