namespace DcepSim.LoadTests;

/// <summary>How long a history statements are read from, and how often.</summary>
internal sealed record StatementPlan
{
    public int Accounts { get; init; } = 1_000_000;

    public long Transfers { get; init; } = 20_000_000;

    public int Submitters { get; init; } = 4;

    public int Batch { get; init; } = 8_190;

    public int WindowBits { get; init; } = 24;

    public double Skew { get; init; }

    public int Pages { get; init; } = 200;

    /// <summary>The folder to measure in; null for the temporary one.</summary>
    public string? Dir { get; init; }

    public static StatementPlan Read(ReadOnlySpan<string> args)
    {
        var plan = new StatementPlan();
        return NamedOptions.Read(args, options => plan with
        {
            Accounts = options.Whole("--accounts", plan.Accounts),
            Transfers = options.Long("--transfers", plan.Transfers),
            Submitters = options.Whole("--submitters", plan.Submitters),
            Batch = options.Whole("--batch", plan.Batch),
            WindowBits = options.Whole("--window-bits", plan.WindowBits, max: 30),
            Skew = options.Number("--skew", plan.Skew, 0),
            Pages = options.Whole("--pages", plan.Pages),
            Dir = options.Text("--dir"),
        });
    }
}
