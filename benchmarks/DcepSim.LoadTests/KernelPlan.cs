namespace DcepSim.LoadTests;

/// <summary>What to give the ledger alone.</summary>
public sealed record KernelPlan
{
    public int Accounts { get; init; } = 1_000_000;

    public int WindowBits { get; init; } = 24;

    public long Transfers { get; init; } = 40_000_000;

    public int Streams { get; init; } = 4;

    /// <summary>Transfers a batch. All streams' batches are made before the first is applied: large ones leave the nearer caches meanwhile.</summary>
    public int Batch { get; init; } = 8_190;

    public double Skew { get; init; }

    internal static KernelPlan Read(ReadOnlySpan<string> args)
    {
        var plan = new KernelPlan();
        return NamedOptions.Read(args, options => plan with
        {
            Accounts = options.Whole("--accounts", plan.Accounts),
            WindowBits = options.Whole("--window-bits", plan.WindowBits, max: 30),
            Transfers = options.Long("--transfers", plan.Transfers),
            Streams = options.Whole("--streams", plan.Streams),
            Batch = options.Whole("--batch", plan.Batch),
            Skew = options.Number("--skew", plan.Skew, 0),
        });
    }
}
