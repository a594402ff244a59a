using DcepSim.Cli.Benching;
using DcepSim.Ledger;
using DcepSim.LoadTests.Rivals;
using NodaTime;
using NodaTime.HighPerformance;

namespace DcepSim.SimulationTests.Rivals;

/// <summary>A comparison of speeds says something only if the rivals do the same work: the same answers, and the same balances in the end.</summary>
[Trait("lane", "rivals")]
public class RivalsAgreeTests
{
    private static readonly SettleBenchOptions Options = new() { Accounts = 100, Transfers = 6_000, Submitters = 1, Batch = 500, Window = SettleBenchOptions.WindowMin };
    private static readonly Instant Start = Instant.FromUtc(2020, 10, 10, 4, 0);

    [Fact]
    public void SQLite_answers_and_ends_as_the_ledger_does()
    {
        var folder = Directory.CreateTempSubdirectory("dcepsim-rivals-").FullName;
        try
        {
            using var book = new SqliteBook(Path.Combine(folder, "book.db"));
            RequireSame(book);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void PostgreSQL_answers_and_ends_as_the_ledger_does(bool asSet)
    {
        Assert.SkipUnless(PostgresServer.Programs is not null, "PostgreSQL is not installed here.");
        using var book = new PostgresBook(null, asSet);
        RequireSame(book);
    }

    // Little money, so that limits, empty wallets and full ones are met, and holds that expire: a second a batch.
    private static void RequireSame(IRivalBook book)
    {
        var accounts = new BenchAccounts(Options);
        using var ledger = new GeneralLedger(new() { AccountsMax = accounts.Count, IdempotencyWindow = Options.Window, SessionsMax = 2, HoldsMax = 1 << 12 });
        var opening = accounts.Opening().ToArray();
        book.Open(opening);
        foreach (var terms in opening)
            ledger.Open(terms);
        var (theirs, ours) = (new Receipt[Options.Batch], new Receipt[Options.Batch]);
        var now = Start;
        void Settle(Transfer[] here, Transfer[] there)
        {
            now += Duration.FromSeconds(1);
            ledger.Apply(here, Instant64.FromInstant(now), ours);
            book.Settle(there, theirs, now);
            for (var i = 0; i < here.Length; i++)
                Assert.True(Same(ours[i], theirs[i]), $"{here[i]}: {ours[i]} here, {theirs[i]} by {book.Name}");
        }

        foreach (var money in accounts.Funding(2).Chunk(Options.Batch))
            Settle(money, money);
        var (stream, streamThere) = (new BenchStream(Options, accounts, 0), new BenchStream(Options, accounts, 0)); // holds are known by each book's sequences
        for (var done = 0L; done < Options.Transfers; done += Options.Batch)
        {
            var (here, there) = (new Transfer[Options.Batch], new Transfer[Options.Batch]);
            stream.Fill(here);
            streamThere.Fill(there);
            Enlarge(here, (ulong)done);
            Enlarge(there, (ulong)done);
            Settle(here, there);
            stream.Learn(here, ours);
            streamThere.Learn(there, theirs);
        }

        Assert.True(stream.Accepted > Options.Transfers / 3 && stream.Refused > Options.Transfers / 30, $"{stream.Accepted} accepted and {stream.Refused} refused are too few to tell.");
        Assert.True(book.IsBalanced);
        Assert.Equal(Enumerable.Range(1, accounts.Count).Select(account => ledger.NetBalanceOf(new(account)).Fen), book.Balances());
    }

    // A place is made alike every time, so that a repeat stays one; every other batch is small enough for the set to hold.
    private static void Enlarge(Transfer[] transfers, ulong done)
    {
        for (var i = 0; i < transfers.Length; i++)
        {
            if (transfers[i].Key.Counter % 7 == 0 && transfers[i].Amount.Fen < 100 && (transfers[i].Flags & (TransferFlags.Post | TransferFlags.Void)) == 0 && (done / (ulong)Options.Batch % 3) != 0)
                transfers[i] = transfers[i] with { Amount = Amount.FromFen(transfers[i].Amount.Fen * 30_000) };
        }
    }

    // Sequences are the rivals' own, since expiries take none there; only whether there is one is told.
    private static bool Same(in Receipt ours, in Receipt theirs) =>
        (ours.Status, ours.DebitBalance, ours.CreditBalance) == (theirs.Status, theirs.DebitBalance, theirs.CreditBalance);
}
