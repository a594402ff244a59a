using DcepSim.LoadTests.Rivals;

namespace DcepSim.LoadTests;

/// <summary>A rival, how many transfers it is given in a transaction, and what it reached.</summary>
internal sealed record RivalRun(string Name, int Batch, Func<string, IRivalBook> Make)
{
    public List<double> Rates { get; } = [];

    /// <summary>The rivals that are here, each in the ways it is best at, and one way that a plain program would take.</summary>
    public static IReadOnlyList<RivalRun> Of(RivalPlan plan)
    {
        var runs = new List<RivalRun> { new("SQLite, prepared statements", 10_000, folder => new SqliteBook(Path.Combine(folder, "book.db"))) };
        if (PostgresServer.Programs is not null)
        {
            runs.Add(new("PostgreSQL, set-based", 10_000, _ => new PostgresBook(plan.Dir, asSet: true)));
            if (plan.OnlyBest)
                return runs;
            runs.Add(new("PostgreSQL, set-based", 1_000, _ => new PostgresBook(plan.Dir, asSet: true)));
            runs.Add(new("PostgreSQL, loop in PL/pgSQL", 10_000, _ => new PostgresBook(plan.Dir, asSet: false)));
        }

        return runs;
    }
}
