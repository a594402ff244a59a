using System.Globalization;

namespace DcepSim.LoadTests;

/// <summary>What to give the ledger alone.</summary>
public sealed record KernelPlan
{
    public int Accounts { get; init; } = 1_000_000;

    public int WindowBits { get; init; } = 24;

    public long Transfers { get; init; } = 40_000_000;

    public int Streams { get; init; } = 4;

    public double Skew { get; init; }

    public static KernelPlan Read(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var plan = new KernelPlan();
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            var text = args[i + 1];
            plan = args[i] switch
            {
                "--accounts" => plan with { Accounts = (int)Number(text) },
                "--window-bits" => plan with { WindowBits = (int)Number(text) },
                "--transfers" => plan with { Transfers = Number(text) },
                "--streams" => plan with { Streams = (int)Number(text) },
                "--skew" => plan with { Skew = double.Parse(text, CultureInfo.InvariantCulture) },
                _ => throw new ArgumentException($"There is no option {args[i]}: --accounts, --window-bits, --transfers, --streams, --skew."),
            };
        }

        return plan;
    }

    private static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
