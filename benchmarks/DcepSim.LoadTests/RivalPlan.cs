using System.Globalization;

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
        if (args.Length % 2 != 0)
            throw new ArgumentException("Options come in pairs, a name and a value.");
        for (var i = 0; i < args.Length; i += 2)
        {
            var (name, value) = (args[i], args[i + 1]);
            plan = name switch
            {
                "--accounts" => plan with { Accounts = Number(value) },
                "--transfers" => plan with { Transfers = Number(value) },
                "--rival-transfers" => plan with { RivalTransfers = Number(value) },
                "--submitters" => plan with { Submitters = Number(value) },
                "--batch" => plan with { OwnBatch = Number(value) },
                "--rounds" => plan with { Rounds = Math.Max(1, Number(value)) },
                "--window-bits" => plan with { WindowBits = Number(value) },
                "--skew" => plan with { Skew = double.Parse(value, CultureInfo.InvariantCulture) },
                "--ways" => plan with { OnlyBest = value == "best" },
                "--dir" => plan with { Dir = value },
                _ => throw new ArgumentException($"{name} is no option of this comparison."),
            };
        }

        return plan;
    }

    private static int Number(string value) => int.Parse(value, CultureInfo.InvariantCulture);
}
