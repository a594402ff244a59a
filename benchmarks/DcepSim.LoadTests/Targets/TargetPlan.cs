namespace DcepSim.LoadTests.Targets;

/// <summary>How much to measure, how long, and where.</summary>
internal sealed record TargetPlan
{
    private const double MinutesMax = 1e6;

    /// <summary>How many transfers the longest measurement retains.</summary>
    public long Transfers { get; init; } = 500_000_000;

    public int Accounts { get; init; } = 1_000_000;

    public int LargeAccounts { get; init; } = 10_000_000;

    public int WindowBits { get; init; } = 27;

    /// <summary>How often everything is measured.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>After how long nothing more is begun.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.MaxValue;

    /// <summary>Only these; all if there are none.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Where what the programs print is added, a line each.</summary>
    public string Keep { get; init; } = "targets.jsonl";

    /// <summary>The folder to measure in.</summary>
    public string Dir { get; init; } = Path.GetTempPath();

    /// <summary>Whether all memory of the book is taken before the clock starts, where the command line measures.</summary>
    public bool TakesMemoryAtOnce { get; init; }

    /// <summary>Whether only the table of what was kept before is printed.</summary>
    public bool OnlyTable { get; init; }

    public static TargetPlan Read(ReadOnlySpan<string> args)
    {
        var plan = new TargetPlan();
        return NamedOptions.Read(args, options => plan with
        {
            Transfers = options.Long("--transfers", plan.Transfers),
            Accounts = options.Whole("--accounts", plan.Accounts),
            LargeAccounts = options.Whole("--large-accounts", plan.LargeAccounts),
            WindowBits = options.Whole("--window-bits", plan.WindowBits, max: 30),
            Rounds = options.Whole("--rounds", plan.Rounds),
            Longest = options.Number("--minutes", double.PositiveInfinity, 0, MinutesMax) is var minutes and <= MinutesMax ? TimeSpan.FromMinutes(minutes) : plan.Longest,
            Only = options.Text("--only")?.Split(',') ?? plan.Only,
            Keep = options.Text("--keep") ?? plan.Keep,
            Dir = options.Text("--dir") ?? plan.Dir,
            TakesMemoryAtOnce = options.Flag("--memory-at-once"),
            OnlyTable = options.Flag("--table"),
        }, "--table", "--memory-at-once");
    }
}
