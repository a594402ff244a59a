using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Scenarios;

namespace DcepSim.Cli;

/// <summary>An option that takes <c>METRIC=±X%</c>, the sign left out if wished.</summary>
internal static class PrecisionOption
{
    public static Option<PrecisionTarget?> Make() => new("--precision")
    {
        Description = "Run until the 95 % interval of that metric's mean is this narrow, from 100 runs on; --runs is then the most (10000 unless given).",
        HelpName = "METRIC=±X%",
        CustomParser = Parse,
    };

    private static PrecisionTarget? Parse(ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (text.Split('=', 2) is not [var name, var width])
        {
            result.AddError($"--precision \"{text}\" is not understood; allowed: METRIC=±X%, such as redeemedFen=±0.5%.");
            return null;
        }

        var place = Metric.Names.IndexOf(name.Trim());
        if (place < 0)
            result.AddError($"--precision: there is no metric \"{name}\"{NearestName.Hint(name, Metric.Names)}; there are: {string.Join(", ", Metric.Names)}.");
        if (Percent(width.Trim()) is not { } percent)
            result.AddError($"--precision: \"{width}\" is no width; allowed: above 0% and below 100%, such as ±0.5%.");
        else if (place >= 0)
            return new(Metric.All[place], percent / 100);
        return null;
    }

    private static double? Percent(string text)
    {
        var digits = text.TrimStart('±').TrimEnd('%');
        var isWritten = text.EndsWith('%') && digits.Length >= text.Length - 2;
        return isWritten && double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is > 0 and < 100 ? percent : null;
    }
}
