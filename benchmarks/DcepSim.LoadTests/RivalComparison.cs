using System.Diagnostics;
using System.Globalization;
using DcepSim.Cli.Benching;
using NodaTime;

namespace DcepSim.LoadTests;

/// <summary>The same stream of transfers under the same rules, here and in SQLite, several times in turn; each on the same disk, durable before it
/// is answered.</summary>
internal sealed class RivalComparison(RivalPlan plan)
{
    private readonly SettleBenchOptions _options = new()
    {
        Accounts = plan.Accounts, Transfers = plan.Transfers, Submitters = plan.Submitters, Batch = plan.Batch, Skew = plan.Skew, Window = 1 << plan.WindowBits,
    };

    public async Task RunAsync()
    {
        Say($"{plan.Accounts:N0} accounts, skew {plan.Skew:0.##}, {plan.Rounds} rounds, {Environment.ProcessorCount} processors; fsync before every answer");
        var (own, rival) = (new List<double>(), new List<double>());
        for (var round = 1; round <= plan.Rounds; round++)
        {
            own.Add(await MeasureOwnAsync());
            rival.Add(MeasureSqlite());
            Say($"round {round}: DcepSim {own[^1],12:N0}/s   SQLite {rival[^1],10:N0}/s   ratio {own[^1] / rival[^1],6:0.0}");
        }

        var ratios = own.Zip(rival, (mine, theirs) => mine / theirs).Order().ToArray();
        Say($"DcepSim    {Spread(own)} transfers/s, {plan.Submitters} callers of {plan.Batch:N0}");
        Say($"SQLite     {Spread(rival)} transfers/s, {plan.Batch:N0} a transaction, WAL, synchronous=FULL");
        Say($"ratio      {Middle(ratios):0.0} ({ratios[0]:0.0} to {ratios[^1]:0.0})");
        Say($"PostgreSQL left out: this build has no comparison with it");
    }

    private async Task<double> MeasureOwnAsync()
    {
        using var folder = new ScratchFolder(plan.Dir);
        var report = await new SettleBench(_options, TimeProvider.System).RunAsync(folder.Path);
        return report.TrialBalanceOk ? report.TransfersPerSecond : throw new InvalidOperationException("The trial balance is broken.");
    }

    private double MeasureSqlite()
    {
        var options = _options with { Submitters = 1, Transfers = plan.RivalTransfers };
        var accounts = new BenchAccounts(options);
        using var folder = new ScratchFolder(plan.Dir);
        using var book = new SqliteBook(Path.Combine(folder.Path, "book.db"));
        book.Open(accounts.Opening());
        var receipts = new Receipt[plan.Batch];
        foreach (var money in accounts.Funding(2).Chunk(plan.Batch))
            book.Settle(money, receipts, SystemClock.Instance.GetCurrentInstant());
        var stream = new BenchStream(options, accounts, 0);
        var began = Stopwatch.GetTimestamp();
        Settle(stream, (transfers, answers) => book.Settle(transfers, answers, SystemClock.Instance.GetCurrentInstant()));
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        if (!book.IsBalanced)
            throw new InvalidOperationException("SQLite's book is not balanced.");
        RequireSameAnswers(options, accounts, stream);
        return plan.RivalTransfers / seconds;
    }

    /// <summary>A comparison counts only if both answered alike: as many accepted, refused and repeated.</summary>
    private void RequireSameAnswers(SettleBenchOptions options, BenchAccounts accounts, BenchStream theirs)
    {
        using var ledger = new Ledger.GeneralLedger(new() { AccountsMax = accounts.Count, IdempotencyWindow = options.Window, SessionsMax = 2, HoldsMax = 1 << 20 });
        foreach (var terms in accounts.Opening())
            ledger.Open(terms);
        var receipts = new Receipt[plan.Batch];
        void Apply(ReadOnlySpan<Transfer> transfers, Span<Receipt> answers) =>
            ledger.Apply(transfers, NodaTime.HighPerformance.Instant64.Max(ledger.Time, NodaTime.HighPerformance.Instant64.FromInstant(SystemClock.Instance.GetCurrentInstant())), answers);
        foreach (var money in accounts.Funding(2).Chunk(plan.Batch))
            Apply(money, receipts);
        var stream = new BenchStream(options, accounts, 0);
        Settle(stream, Apply);
        if ((stream.Accepted, stream.Refused, stream.Repeated) != (theirs.Accepted, theirs.Refused, theirs.Repeated))
            throw new InvalidOperationException($"Other answers: {stream.Accepted}/{stream.Refused}/{stream.Repeated} here, {theirs.Accepted}/{theirs.Refused}/{theirs.Repeated} there.");
    }

    private void Settle(BenchStream stream, Apply apply)
    {
        var (transfers, receipts) = (new Transfer[plan.Batch], new Receipt[plan.Batch]);
        for (var done = 0L; done < plan.RivalTransfers; done += plan.Batch)
        {
            var count = (int)Math.Min(plan.Batch, plan.RivalTransfers - done);
            stream.Fill(transfers.AsSpan(0, count));
            apply(transfers.AsSpan(0, count), receipts.AsSpan(0, count));
            stream.Learn(transfers.AsSpan(0, count), receipts.AsSpan(0, count));
        }
    }

    private static string Spread(List<double> values) =>
        string.Create(CultureInfo.InvariantCulture, $"{Middle([.. values.Order()]):N0} ({values.Min():N0} to {values.Max():N0})");

    private static double Middle(double[] ordered) =>
        ordered.Length % 2 == 1 ? ordered[ordered.Length / 2] : (ordered[(ordered.Length / 2) - 1] + ordered[ordered.Length / 2]) / 2;

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private delegate void Apply(ReadOnlySpan<Transfer> transfers, Span<Receipt> receipts);
}
