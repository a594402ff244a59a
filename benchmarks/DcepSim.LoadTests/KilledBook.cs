using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using DcepSim.Settlement;
using DcepSim.Settlement.Journal;
using NodaTime;

namespace DcepSim.LoadTests;

/// <summary>A process of its own settles under full load and is killed; then the journal is opened again and answers.</summary>
internal sealed class KilledBook(LoadPlan plan)
{
    public const string Victim = "victim";

    /// <summary>What the process does that will be killed.</summary>
    public async Task LiveAsync()
    {
        await using var book = new LoadedBook(plan, SystemClock.Instance);
        await book.OpenAccountsAsync();
        await using var told = new StreamWriter(ParentPipe.Open()) { AutoFlush = true };
        while (true)
        {
            await book.LoadAsync(1);
            await told.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{book.Settlement.DurableThrough} {book.Done} {book.Settlement.Checkpoints}"));
        }
    }

    public async Task RunAsync(string[] arguments)
    {
        var (durable, done, checkpoints, rate) = await LetLiveAndKillAsync(arguments);
        var start = Stopwatch.GetTimestamp();
        var accounts = new Cli.Benching.BenchAccounts(new() { Accounts = plan.Accounts });
        await using var again = PipelinedSettlement.Open(new FileJournalStore(plan.Dir), SystemClock.Instance, LoadedBook.OptionsOf(plan, accounts.Count));
        var opened = Stopwatch.GetElapsedTime(start);
        var receipts = new Receipt[1];
        var transfer = new Transfer(new((ulong)plan.Submitters + 2, 1), Cli.Benching.BenchAccounts.Vault(0), Cli.Benching.BenchAccounts.Merchant(0), Amount.FromFen(1), TransferKind.Load);
        await again.SettleAsync(new[] { transfer }, receipts);
        var answered = Stopwatch.GetElapsedTime(start);
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            schema = "dcepsim.killed/1",
            accounts = accounts.Count,
            transfersPerSecond = Math.Round(rate),
            transfers = done,
            checkpoints,
            idempotencyWindow = 1 << plan.WindowBits,
            openedSeconds = Math.Round(opened.TotalSeconds, 2),
            firstReceiptSeconds = Math.Round(answered.TotalSeconds, 2),
            firstReceipt = receipts[0].Status.ToString(),
            nothingLost = again.Recovery.LastSequence >= durable,
            replayedFrom = again.Recovery.FirstSequence,
            lastSequence = again.Recovery.LastSequence,
            trialBalanceOk = (await again.TakeTrialBalanceAsync()).IsBalanced,
        }));
    }

    private async Task<(long Durable, long Done, int Checkpoints, double Rate)> LetLiveAndKillAsync(string[] arguments)
    {
        using var victim = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [Victim, .. arguments]) { RedirectStandardOutput = true })!;
        var (durable, done, checkpoints) = (0L, 0L, 0);
        try
        {
            for (var second = 0; second < plan.Seconds && await victim.StandardOutput.ReadLineAsync() is { } line; second++)
            {
                var told = line.Split(' ');
                durable = long.Parse(told[0], CultureInfo.InvariantCulture);
                done = long.Parse(told[1], CultureInfo.InvariantCulture);
                checkpoints = int.Parse(told[2], CultureInfo.InvariantCulture);
            }
        }
        finally
        {
            victim.Kill();
        }

        await victim.WaitForExitAsync();
        return (durable, done, checkpoints, done / plan.Seconds);
    }
}
