namespace DcepSim.LoadTests;

/// <summary>How much both are given.</summary>
internal sealed record RivalPlan
{
    public int Accounts { get; init; } = 10_000;

    public long Transfers { get; init; } = 10_000_000;

    public long RivalTransfers { get; init; } = 400_000;

    public int Submitters { get; init; } = 4;

    public int OwnBatch { get; init; } = 8_190;

    public long WarmUp { get; init; } = 50_000;

    public int Rounds { get; init; } = 3;

    public int WindowBits { get; init; } = 24;

    public double Skew { get; init; }

    /// <summary>Whether each rival is measured only in the way it is best at.</summary>
    public bool OnlyBest { get; init; }

    /// <summary>The folder to measure in; null for the temporary one.</summary>
    public string? Dir { get; init; }

    public static RivalPlan Read(ReadOnlySpan<string> args)
    {
        var plan = new RivalPlan();
        return NamedOptions.Read(args, options => plan with
        {
            Accounts = options.Whole("--accounts", plan.Accounts),
            Transfers = options.Long("--transfers", plan.Transfers),
            RivalTransfers = options.Long("--rival-transfers", plan.RivalTransfers),
            Submitters = options.Whole("--submitters", plan.Submitters),
            OwnBatch = options.Whole("--batch", plan.OwnBatch),
            Rounds = options.Whole("--rounds", plan.Rounds),
            WindowBits = options.Whole("--window-bits", plan.WindowBits, max: 30),
            Skew = options.Number("--skew", plan.Skew, 0),
            OnlyBest = options.OneOf("--ways", "all", "best") == "best",
            Dir = options.Text("--dir"),
        });
    }
}
