using System.Globalization;

namespace DcepSim.LoadTests;

/// <summary>What to load the settlement with.</summary>
public sealed record LoadPlan
{
    public int Accounts { get; init; } = 1_000_000;

    public double Seconds { get; init; } = 20;

    public int Submitters { get; init; } = 4;

    public int Batch { get; init; } = 8_192;

    public int WindowBits { get; init; } = 24;

    public string Dir { get; init; } = Path.Combine(Path.GetTempPath(), "dcepsim-load");

    public static LoadPlan Read(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var plan = new LoadPlan();
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            var text = args[i + 1];
            plan = args[i] switch
            {
                "--accounts" => plan with { Accounts = Number(text) },
                "--seconds" => plan with { Seconds = double.Parse(text, CultureInfo.InvariantCulture) },
                "--submitters" => plan with { Submitters = Number(text) },
                "--batch" => plan with { Batch = Number(text) },
                "--window-bits" => plan with { WindowBits = Number(text) },
                "--dir" => plan with { Dir = text },
                _ => throw new ArgumentException($"There is no option {args[i]}: --accounts, --seconds, --submitters, --batch, --window-bits, --dir.", nameof(args)),
            };
        }

        return plan;
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
