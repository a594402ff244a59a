using System.Globalization;

namespace DcepSim.LoadTests.Targets;

/// <summary>How much to measure, how long, and where.</summary>
internal sealed record TargetPlan
{
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

    /// <summary>Whether only the table of what was kept before is printed.</summary>
    public bool OnlyTable { get; init; }

    public static TargetPlan Read(ReadOnlySpan<string> args)
    {
        var plan = new TargetPlan();
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--table")
            {
                plan = plan with { OnlyTable = true };
                continue;
            }

            var (name, value) = (args[i], ++i < args.Length ? args[i] : throw new ArgumentException($"{args[i - 1]} needs a value."));
            plan = name switch
            {
                "--transfers" => plan with { Transfers = Number(value) },
                "--accounts" => plan with { Accounts = (int)Number(value) },
                "--large-accounts" => plan with { LargeAccounts = (int)Number(value) },
                "--window-bits" => plan with { WindowBits = (int)Number(value) },
                "--rounds" => plan with { Rounds = (int)Number(value) },
                "--minutes" => plan with { Longest = TimeSpan.FromMinutes(double.Parse(value, CultureInfo.InvariantCulture)) },
                "--only" => plan with { Only = value.Split(',') },
                "--keep" => plan with { Keep = value },
                "--dir" => plan with { Dir = value },
                _ => throw new ArgumentException($"There is no option {name}: --transfers, --accounts, --large-accounts, --window-bits, --rounds, --minutes, --only, --keep, --dir, --table."),
            };
        }

        return plan;
    }

    private static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
