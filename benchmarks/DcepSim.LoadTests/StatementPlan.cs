using System.Globalization;

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
        if (args.Length % 2 != 0)
            throw new ArgumentException("Options come in pairs, a name and a value.");
        for (var i = 0; i < args.Length; i += 2)
        {
            var (name, value) = (args[i], args[i + 1]);
            plan = name switch
            {
                "--accounts" => plan with { Accounts = (int)Number(value) },
                "--transfers" => plan with { Transfers = Number(value) },
                "--submitters" => plan with { Submitters = (int)Number(value) },
                "--batch" => plan with { Batch = (int)Number(value) },
                "--window-bits" => plan with { WindowBits = (int)Number(value) },
                "--skew" => plan with { Skew = double.Parse(value, CultureInfo.InvariantCulture) },
                "--pages" => plan with { Pages = Math.Max(1, (int)Number(value)) },
                "--dir" => plan with { Dir = value },
                _ => throw new ArgumentException($"{name} is no option of this measurement: --accounts, --transfers, --submitters, --batch, --window-bits, --skew, --pages, --dir."),
            };
        }

        return plan;
    }

    private static long Number(string value) => long.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture);
}
