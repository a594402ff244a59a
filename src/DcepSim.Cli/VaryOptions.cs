using System.CommandLine;
using DcepSim.Results;
using DcepSim.Sweeps;

namespace DcepSim.Cli;

/// <summary>How sweeps and sensitivity studies are told what to vary and which metric to show.</summary>
internal static class VaryOptions
{
    public static Option<string[]> Vary(string helpName, string description) => new("--vary") { Description = description, HelpName = helpName, Required = true };

    public static Option<string> Metric()
    {
        var option = new Option<string>("--metric") { Description = "The metric in question.", HelpName = "M", DefaultValueFactory = _ => Results.Metric.Redeemed.Name };
        option.AcceptOnlyFromAmong([.. Results.Metric.Names]);
        return option;
    }

    public static Metric MetricOf(string name) => Results.Metric.All.Single(metric => metric.Name == name);

    public static SweepAxis[] Read(ParseResult parsed, Option<string[]> option) => [.. parsed.GetRequiredValue(option).Select(SweepAxis.Parse)];
}
