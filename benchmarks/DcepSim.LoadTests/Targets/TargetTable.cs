using System.Globalization;

namespace DcepSim.LoadTests.Targets;

/// <summary>What was wanted, what was found, and whether that is enough: Markdown.</summary>
internal static class TargetTable
{
    public static void Write(TextWriter output, IReadOnlyList<Measurement> measurements, IReadOnlyList<KeptRound> kept)
    {
        output.WriteLine("| measured | wanted | median (min–max) | rounds | met | |");
        output.WriteLine("|---|---|---|---|---|---|");
        foreach (var measurement in measurements)
        {
            foreach (var figure in measurement.Figures)
                WriteLine(output, measurement, figure, [.. kept.Where(round => round.Measurement == measurement.Name)], kept);
        }

        output.WriteLine();
        foreach (var group in kept.GroupBy(round => (round.Measurement, round.Command, round.Version)))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"- `{group.Key.Command}`, {group.Key.Version}, rounds: {group.Count()}, load average before: {group.Min(one => one.Load):0.0}–{group.Max(one => one.Load):0.0}"));
    }

    private static void WriteLine(TextWriter output, Measurement measurement, Figure figure, KeptRound[] rounds, IReadOnlyList<KeptRound> all)
    {
        double[] values = [.. rounds.Select(round => ValueOf(figure, round, all)).OfType<double>().Order()];
        var wanted = $"{(figure.IsAtLeast ? "≥" : "≤")} {Text(figure.Bound)}";
        var found = values.Length == 0 ? "not measured" : $"{Text(Median(values))} ({Text(values[0])}–{Text(values[^1])})";
        var isMet = values.Length == 0 ? "" : figure.IsMet(Median(values)) ? (Array.TrueForAll(values, figure.IsMet) ? "yes" : "by the median") : "**no**";
        output.WriteLine($"| {measurement.Line}: {figure.What} | {wanted} | {found} | {values.Length} | {isMet} | {measurement.Name} |");
    }

    // A ratio is taken within a round: the machine's own speed is not the same an hour later.
    private static double? ValueOf(Figure figure, KeptRound round, IReadOnlyList<KeptRound> all)
    {
        var value = figure.Of(round.Found);
        if (figure.RelativeTo is not { } name)
            return value;
        var other = all.LastOrDefault(one => one.Measurement == name && one.Round == round.Round && one.Version == round.Version);
        return other is null ? null : value / figure.Of(other.Found);
    }

    private static double Median(double[] ordered) =>
        ordered.Length % 2 == 1 ? ordered[ordered.Length / 2] : (ordered[(ordered.Length / 2) - 1] + ordered[ordered.Length / 2]) / 2;

    private static string Text(double value) => Math.Abs(value) switch
    {
        >= 1e6 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e6:0.##} M"),
        >= 1e4 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e3:0} k"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value:0.##}"),
    };
}
