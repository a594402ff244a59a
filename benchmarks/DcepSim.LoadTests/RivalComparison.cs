using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using DcepSim.Cli.Benching;
using DcepSim.Ledger;
using DcepSim.LoadTests.Rivals;
using NodaTime;
using NodaTime.HighPerformance;

namespace DcepSim.LoadTests;

/// <summary>The same stream of transfers under the same rules, here and in the rivals, several times in turn; each on the same disk, durable before it
/// is answered.</summary>
internal sealed class RivalComparison(RivalPlan plan)
{
    private readonly SettleBenchOptions _options = new()
    {
        Accounts = plan.Accounts, Transfers = plan.Transfers, Submitters = plan.Submitters, Batch = plan.OwnBatch, Skew = plan.Skew, Window = 1 << plan.WindowBits,
    };

    public async Task RunAsync()
    {
        var rivals = RivalRun.Of(plan);
        Say($"{plan.Accounts:N0} accounts, skew {plan.Skew:0.##}, {plan.Rounds} rounds in turn, {Environment.ProcessorCount} processors; on disk before every answer");
        var own = new List<double>();
        for (var round = 1; round <= plan.Rounds; round++)
        {
            own.Add(await MeasureOwnAsync());
            Say($"round {round}: DcepSim {own[^1]:N0}/s");
            foreach (var rival in rivals)
            {
                rival.Rates.Add(Measure(rival));
                Say($"round {round}: {rival.Name}, {rival.Batch:N0} a transaction: {rival.Rates[^1]:N0}/s, ratio {own[^1] / rival.Rates[^1]:0.0}");
            }
        }

        Console.WriteLine();
        Console.WriteLine("| | transfers in a transaction | transfers a second: median (min–max) | DcepSim is faster by: median (min–max) | includes |");
        Console.WriteLine("|---|---|---|---|---|");
        Say($"| DcepSim, {plan.Submitters} callers | {plan.OwnBatch:N0} a request | {Spread(own, "N0")} | | making the transfers, account indices, segments written ahead |");
        foreach (var rival in rivals)
            Say($"| {rival.Name} | {rival.Batch:N0} | {Spread(rival.Rates, "N0")} | {Spread(TimesFaster(own, rival), "0.0")} | making the transfers |");
        if (PostgresServer.Programs is null)
            Console.WriteLine("PostgreSQL is not installed here (no initdb): left out.");
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            schema = "dcepsim.rivals/1",
            transfersPerSecond = own,
            rivals = rivals.Select(rival => new { rival.Name, rival.Batch, transfersPerSecond = rival.Rates, timesFaster = TimesFaster(own, rival) }),
            timesTheBest = rivals.Min(rival => Middle([.. TimesFaster(own, rival).Order()])),
        }));
    }

    private static double[] TimesFaster(List<double> own, RivalRun rival) => [.. own.Zip(rival.Rates, (mine, theirs) => mine / theirs)];

    private async Task<double> MeasureOwnAsync()
    {
        using var folder = new ScratchFolder(plan.Dir);
        var report = await new SettleBench(_options, TimeProvider.System).RunAsync(folder.Path);
        return report.TrialBalanceOk ? report.TransfersPerSecond : throw new InvalidOperationException("The trial balance is broken.");
    }

    private double Measure(RivalRun rival)
    {
        var options = _options with { Submitters = 1, Transfers = plan.RivalTransfers };
        var accounts = new BenchAccounts(options);
        using var folder = new ScratchFolder(plan.Dir);
        using var book = rival.Make(folder.Path);
        book.Open(accounts.Opening());
        var receipts = new Receipt[rival.Batch];
        foreach (var money in accounts.Funding(2).Chunk(rival.Batch))
            book.Settle(money, receipts, SystemClock.Instance.GetCurrentInstant());
        var stream = new BenchStream(options, accounts, 0);
        Settle(stream, rival.Batch, plan.WarmUp, (transfers, answers) => book.Settle(transfers, answers, SystemClock.Instance.GetCurrentInstant()));
        var began = Stopwatch.GetTimestamp();
        Settle(stream, rival.Batch, plan.RivalTransfers, (transfers, answers) => book.Settle(transfers, answers, SystemClock.Instance.GetCurrentInstant()));
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        if (!book.IsBalanced)
            throw new InvalidOperationException($"The book of {rival.Name} is not balanced.");
        RequireSameAnswers(options, accounts, stream, rival);
        return plan.RivalTransfers / seconds;
    }

    /// <summary>A comparison counts only if both answered alike: as many accepted, refused and repeated.</summary>
    private void RequireSameAnswers(SettleBenchOptions options, BenchAccounts accounts, BenchStream theirs, RivalRun rival)
    {
        using var ledger = new GeneralLedger(new() { AccountsMax = accounts.Count, IdempotencyWindow = options.Window, SessionsMax = 2, HoldsMax = 1 << 20 });
        foreach (var terms in accounts.Opening())
            ledger.Open(terms);
        var receipts = new Receipt[rival.Batch];
        void Apply(ReadOnlySpan<Transfer> transfers, Span<Receipt> answers) =>
            ledger.Apply(transfers, Instant64.Max(ledger.Time, Instant64.FromInstant(SystemClock.Instance.GetCurrentInstant())), answers);
        foreach (var money in accounts.Funding(2).Chunk(rival.Batch))
            Apply(money, receipts);
        var stream = new BenchStream(options, accounts, 0);
        Settle(stream, rival.Batch, plan.WarmUp, Apply);
        Settle(stream, rival.Batch, plan.RivalTransfers, Apply);
        if ((stream.Accepted, stream.Refused, stream.Repeated) != (theirs.Accepted, theirs.Refused, theirs.Repeated))
            throw new InvalidOperationException($"Other answers: {stream.Accepted}/{stream.Refused}/{stream.Repeated} here, {theirs.Accepted}/{theirs.Refused}/{theirs.Repeated} by {rival.Name}.");
    }

    private static void Settle(BenchStream stream, int batch, long count, Apply apply)
    {
        var (transfers, receipts) = (new Transfer[batch], new Receipt[batch]);
        for (var done = 0L; done < count; done += batch)
        {
            var part = (int)Math.Min(batch, count - done);
            stream.Fill(transfers.AsSpan(0, part));
            apply(transfers.AsSpan(0, part), receipts.AsSpan(0, part));
            stream.Learn(transfers.AsSpan(0, part), receipts.AsSpan(0, part));
        }
    }

    private static string Spread(IReadOnlyCollection<double> values, string format)
    {
        string Text(double value) => value.ToString(format, CultureInfo.InvariantCulture);
        return $"{Text(Middle([.. values.Order()]))} ({Text(values.Min())}–{Text(values.Max())})";
    }

    private static double Middle(double[] ordered) =>
        ordered.Length % 2 == 1 ? ordered[ordered.Length / 2] : (ordered[(ordered.Length / 2) - 1] + ordered[ordered.Length / 2]) / 2;

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private delegate void Apply(ReadOnlySpan<Transfer> transfers, Span<Receipt> receipts);
}
