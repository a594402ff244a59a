using System.Diagnostics;
using System.Text.Json;
using DcepSim.Settlement;
using DcepSim.Settlement.Journal;
using NodaTime;

namespace DcepSim.LoadTests;

/// <summary>Durable settlement end to end, drawing included: prints one JSON object. The folder is emptied first and kept afterwards.</summary>
internal sealed class EndToEndLoad(LoadPlan plan)
{
    public async Task RunAsync()
    {
        plan.EmptyFolder();
        Directory.CreateDirectory(plan.Dir);
        var options = new PipelineOptions
        {
            Ledger = new() { AccountsMax = plan.Accounts + 2, IdempotencyWindow = 1 << plan.WindowBits, SessionsMax = plan.Submitters + 1 },
        };
        long accepted, refused, allocated, elapsed, durable;
        int checkpoints;
        var latencies = new List<long>();
        await using (var settlement = PipelinedSettlement.Open(new FileJournalStore(plan.Dir), SystemClock.Instance, options))
        {
            await OpenAccountsAsync(settlement);
            var submitters = Enumerable.Range(1, plan.Submitters).Select(number => new Submitter(settlement, plan, number)).ToArray();
            await DrawAsync(submitters, 1); // warm
            var before = (Accepted: submitters.Sum(one => one.Accepted), Refused: submitters.Sum(one => one.Refused), Counts: submitters.Select(one => one.Latencies.Count).ToArray());
            allocated = GC.GetTotalAllocatedBytes();
            var start = Stopwatch.GetTimestamp();
            await DrawAsync(submitters, plan.Seconds);
            elapsed = Stopwatch.GetTimestamp() - start;
            allocated = GC.GetTotalAllocatedBytes() - allocated;
            accepted = submitters.Sum(one => one.Accepted) - before.Accepted;
            refused = submitters.Sum(one => one.Refused) - before.Refused;
            for (var i = 0; i < submitters.Length; i++)
                latencies.AddRange(submitters[i].Latencies.Skip(before.Counts[i]));
            checkpoints = settlement.Checkpoints;
            durable = settlement.DurableThrough;
        }

        var recovering = Stopwatch.GetTimestamp();
        bool isBalanced, isWhole;
        await using (var again = PipelinedSettlement.Open(new FileJournalStore(plan.Dir), SystemClock.Instance, options))
        {
            isWhole = again.DurableThrough == durable;
            isBalanced = (await again.TakeTrialBalanceAsync()).IsBalanced;
        }

        latencies.Sort();
        var count = accepted + refused;
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            transfersPerSecond = Math.Round(count / Stopwatch.GetElapsedTime(0, elapsed).TotalSeconds),
            latencyMicroseconds = new { p50 = Microseconds(latencies, 0.5), p99 = Microseconds(latencies, 0.99), p999 = Microseconds(latencies, 0.999), max = Microseconds(latencies, 1) },
            accepted,
            refused,
            allocatedBytesPerTransfer = Math.Round(allocated / (double)count, 3),
            bytesPerTransfer = Math.Round(new DirectoryInfo(plan.Dir).EnumerateFiles("*.segment").Sum(file => file.Length) / (double)durable, 1),
            idempotencyWindow = 1 << plan.WindowBits,
            checkpoints,
            recoverySeconds = Math.Round(Stopwatch.GetElapsedTime(recovering).TotalSeconds, 2),
            accounts = plan.Accounts,
            submitters = plan.Submitters,
            batch = plan.Batch,
            durability = "fsync",
            everythingRecovered = isWhole,
            trialBalanceOk = isBalanced,
        }));
    }

    private static Task DrawAsync(Submitter[] submitters, double seconds)
    {
        var until = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
        return Task.WhenAll(submitters.Select(one => Task.Run(() => one.RunAsync(until))));
    }

    private static double Microseconds(List<long> sorted, double quantile) => Math.Round(sorted[(int)(quantile * (sorted.Count - 1))] * 1e6 / Stopwatch.Frequency, 0);

    private async Task OpenAccountsAsync(PipelinedSettlement settlement)
    {
        var bank = new OperatorId(1);
        var issue = await settlement.OpenAsync(new(AccountKind.Issue, OperatorId.CentralBank));
        var vault = await settlement.OpenAsync(new(AccountKind.Vault, bank));
        var limits = new AccountLimits(Amount.FromYuan(500_000), Amount.FromYuan(50_000), Amount.FromYuan(100_000), null);
        for (var from = 0; from < plan.Accounts; from += 10_000)
            await Task.WhenAll(Enumerable.Range(from, Math.Min(10_000, plan.Accounts - from)).Select(_ => settlement.OpenAsync(new(AccountKind.PersonalWallet, bank, limits)).AsTask()));
        var receipts = new Receipt[10_000];
        var session = (ulong)plan.Submitters + 1;
        await settlement.SettleAsync(new[] { new Transfer(new(session, 1), issue, vault, Amount.FromYuan(10_000L * plan.Accounts), TransferKind.Issuance) }, receipts);
        for (var from = 0; from < plan.Accounts; from += 10_000)
        {
            var loads = Enumerable.Range(from, Math.Min(10_000, plan.Accounts - from))
                .Select(i => new Transfer(new(session, (ulong)i + 2), vault, new(i + 3), Amount.FromYuan(5_000), TransferKind.Load)).ToArray();
            await settlement.SettleAsync(loads, receipts);
            if (receipts.Take(loads.Length).Any(receipt => !receipt.IsAccepted))
                throw new InvalidOperationException("A load was refused.");
        }
    }
}
