using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using DcepSim.Choices;
using DcepSim.Cli.Screen;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Statistics.Estimation;
using DcepSim.Sweeps;

namespace DcepSim.Cli;

/// <summary><c>dcepsim optimise SCENARIO --vary … --objective M --budget YUAN</c>: chooses among designs.</summary>
internal sealed class OptimiseVerb
{
    private const int RowsMax = 30;

    private static readonly ChoiceOptions Preset = new();

    private const string Description = """
        Chooses among campaign designs under a budget, with a stated probability of being right.

        Examples:
          dcepsim optimise shenzhen-luohu-2020 --objective redeemedFen --budget 8000000 \
              --vary campaign.packets[0].faceYuan=100,200 --vary campaign.packets[0].count=40000,80000
          dcepsim optimise shenzhen-luohu-2020 --budget 10000000 --zone 0.5% --ensemble results/fit \
              --vary campaign.spendCloses=2020-10-18T24:00,2020-10-25T24:00

        Every combination of values that issues no more than the budget is a design. Designs run
        under the same chance and fall one by one (procedure KN); the one left is best with the
        probability given, if it is better by the zone. Those left are estimated anew under fresh
        keys. Extra spending is redeemed money times a propensity that nobody knows: the choice is
        made at the middle and at all corners of its prior, and under every set of an ensemble,
        and no winner is named where it moves.
        """;

    private readonly StudyDoor _door;
    private readonly ScenarioArguments _scenario = new();
    private readonly ExperimentArguments _experiment = new("The most runs of each design, 1 to 1000000.", 1_000, "./dcepsim-results/optimise-<scenario>-<seed>");
    private readonly Option<string[]> _vary = new("--vary") { Description = "A field and its values; may be given again.", HelpName = "path=v1,v2,…", Required = true };
    private readonly Option<string> _objective = new("--objective") { Description = "What for: extraSpendingFen or a metric.", HelpName = "M", DefaultValueFactory = _ => Objective.ExtraSpending };
    private readonly Option<bool> _least = new("--least") { Description = "The least of the metric is the best." };
    private readonly Option<decimal?> _budget = new("--budget") { Description = "What all packets of a design may be worth (default: the scenario's budget).", HelpName = "YUAN", CustomParser = BudgetOf };
    private readonly Option<double?> _zone = Percent("--zone", "The smallest difference that matters, as a part of the best mean.", Preset.Zone);
    private readonly Option<double?> _probability = Percent("--probability", "The probability of a correct selection.", Preset.Probability);
    private readonly Option<int> _firstRuns = NumberOption.Make("--first-runs", "N", "Runs of every design before the first falls, 5 to 10000.", Preset.FirstRuns, 5, 10_000);
    private readonly Option<int> _freshRuns = NumberOption.Make("--fresh-runs", "N", "Runs under fresh keys of the designs left, 2 to 100000.", Preset.FreshRuns, 2, 100_000);
    private readonly Option<(double Low, double High)?> _packets = Range("--packet-propensity", "Extra spending by yuan redeemed, packets without threshold.", Preset.PacketPropensityLow, Preset.PacketPropensityHigh);
    private readonly Option<(double Low, double High)?> _coupons = Range("--coupon-propensity", "The same for coupons with a threshold.", Preset.CouponPropensityLow, Preset.CouponPropensityHigh);

    private OptimiseVerb(Terminal terminal, ExperimentOptions preset)
    {
        _door = new StudyDoor(terminal, preset, _experiment);
        _objective.AcceptOnlyFromAmong([Objective.ExtraSpending, .. Metric.Names]);
    }

    public static Command Make(Terminal terminal, ExperimentOptions preset)
    {
        var verb = new OptimiseVerb(terminal, preset);
        var command = new Command("optimise", Description)
        {
            verb._scenario.Name, verb._vary, verb._objective, verb._least, verb._budget, verb._zone, verb._probability, verb._firstRuns, verb._freshRuns, verb._packets, verb._coupons, verb._scenario.Settings,
        };
        verb._experiment.AddTo(command);
        command.SetAction(verb.RunAsync);
        return command;
    }

    private static Option<double?> Percent(string name, string description, double preset) => new(name)
    {
        Description = $"{description} (default: {preset.ToString("0.##%", CultureInfo.InvariantCulture)})",
        HelpName = "X%",
        CustomParser = PercentOf,
    };

    // A comma is thousands for some and decimals for others.
    private static decimal? BudgetOf(ArgumentResult result)
    {
        var text = result.Tokens is [var token] ? token.Value : "";
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var yuan) && yuan is >= 1 and <= 1_000_000_000_000 && decimal.Round(yuan, 2) == yuan)
            return yuan;
        result.AddError($"--budget \"{text}\" is not understood; allowed: an amount from 1 to 1000000000000 yuan with at most two decimals, such as 8000000 or 99.50.");
        return null;
    }

    private static double? PercentOf(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text.EndsWith('%') && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is > 0 and < 100)
            return percent / 100;
        result.AddError($"\"{text}\" is not understood; allowed: above 0% and below 100%, such as 0.5%.");
        return null;
    }

    private static Option<(double Low, double High)?> Range(string name, string description, double low, double high) => new(name)
    {
        Description = $"{description} A prior (default: {low.ToString(CultureInfo.InvariantCulture)}..{high.ToString(CultureInfo.InvariantCulture)})",
        HelpName = "low..high",
        CustomParser = RangeOf,
    };

    private static (double Low, double High)? RangeOf(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text.Split("..") is [var from, var to] && Number(from) is { } low && Number(to) is { } high && low > 0 && high >= low && high < 100)
            return (low, high);
        result.AddError($"\"{text}\" is no range; allowed: low..high, above 0 and below 100, such as 0.1..0.25.");
        return null;
    }

    private static double? Number(string text) => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var scenario = _scenario.Read(parsed);
        var axes = parsed.GetRequiredValue(_vary).Select(SweepAxis.Parse).ToArray();
        if (parsed.GetValue(_least) && parsed.GetValue(_objective) == Objective.ExtraSpending)
            return _door.Refuse("--least goes with a metric, not with extra spending.");
        var objective = Objective.Of(parsed.GetValue(_objective)!, parsed.GetValue(_least));
        if (!objective.Metric.AppliesTo(scenario))
            return _door.Refuse($"--objective: {objective.Metric} does not apply to {scenario.Name}.");
        (double Low, double High) packets = parsed.GetValue(_packets) ?? (Preset.PacketPropensityLow, Preset.PacketPropensityHigh);
        (double Low, double High) coupons = parsed.GetValue(_coupons) ?? (Preset.CouponPropensityLow, Preset.CouponPropensityHigh);
        var choice = new ChoiceOptions
        {
            Zone = parsed.GetValue(_zone) ?? Preset.Zone,
            Probability = parsed.GetValue(_probability) ?? Preset.Probability,
            FirstRuns = parsed.GetValue(_firstRuns),
            FreshRuns = parsed.GetValue(_freshRuns),
            PacketPropensityLow = packets.Low,
            PacketPropensityHigh = packets.High,
            CouponPropensityLow = coupons.Low,
            CouponPropensityHigh = coupons.High,
        };
        if (parsed.GetValue(_experiment.Runs) < choice.FirstRuns)
            return _door.Refuse("--runs is the most runs of a design, not fewer than --first-runs.");
        var budget = parsed.GetValue(_budget) is { } asked ? Amount.FromFen((long)(asked * 100)) : scenario.Campaign.Budget;
        return await _door.RunAsync(
            parsed, $"optimise-{scenario.Name}", [scenario], 1, options => CampaignChoice.RunAsync(scenario, axes, objective, budget, choice, options, cancellation), Show).ConfigureAwait(false);
    }

    private static void Show(CampaignChoice choice, Sheet sheet)
    {
        var metric = choice.Objective.Metric;
        sheet.WriteLine(choice.Facts.Scenarios[0].Name, Tone.Title);
        sheet.WriteLine($"{(choice.Objective.IsLeast ? "least" : "most")} {(choice.Objective.IsExtraSpending ? "extra spending" : metric.Title)} for at most {MetricText.Number(Metric.Redeemed, choice.Budget.Fen)} yuan issued");
        for (var axis = 0; axis < choice.Axes.Length; axis++)
            sheet.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  [{axis + 1}] {choice.Axes[axis].Path}"));
        sheet.WriteLine();
        var header = new[] { "design" }.Concat(choice.Axes.Select((_, axis) => string.Create(CultureInfo.InvariantCulture, $"[{axis + 1}]"))).Concat(["runs", "estimate", "behind", "95 % interval"]);
        sheet.WriteTable([[.. header], .. choice.Designs.OrderByDescending(design => design.Fresh is not null).ThenBy(design => design.Number).Take(RowsMax).Select(design => Row(choice, design))], leftAligned: 0);
        if (choice.Designs.Length > RowsMax)
            sheet.WriteLine($"and {choice.Designs.Length - RowsMax} designs more in optimise.csv");
        sheet.WriteLine();
        sheet.DrawRanges("Under fresh keys, and its 95 % interval", Ranges(choice, design => design.Fresh), value => MetricText.Number(metric, value));
        sheet.DrawRanges("Behind the best, and its 95 % interval", Ranges(choice, design => design.BehindBest), value => MetricText.Number(metric, value), reference: 0);
        if (choice.Objective.IsExtraSpending)
        {
            sheet.WriteLine("The choice over the prior (extra spending by yuan redeemed)");
            sheet.WriteTable([["packets", "coupons", "design", "left"], .. choice.Decisions.Select(PriorRow)], leftAligned: 0);
            sheet.WriteLine();
        }

        if (choice.SetsAgreeing is { } agreeing)
            sheet.WriteLine(string.Create(CultureInfo.InvariantCulture, $"In {agreeing:0.0%} of the ensemble's sets no other design is better by the zone."));
        sheet.WriteLine(choice.Winner is { } winner ? string.Create(CultureInfo.InvariantCulture, $"Design {winner} is the best.\n{choice.Reason}") : $"NO WINNER.\n{choice.Reason}");
        sheet.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Zone {choice.Options.Zone:0.###%} of the best mean, probability {choice.Options.Probability:0.###}; {choice.OverBudget} designs over the budget."));
        sheet.WriteLine("\"runs\" until a design fell or was chosen; estimates under fresh keys.");
        sheet.WriteLine(MetricText.Effort(choice.Facts.Runs, choice.Facts.Seed, choice.Facts.Threads, choice.Facts.WallTime));
    }

    private static IReadOnlyList<RangeRow> Ranges(CampaignChoice choice, Func<ChoiceDesign, Estimate?> of) =>
        [.. choice.Designs.Where(design => of(design) is not null).Take(RowsMax).Select(design => new RangeRow(string.Create(CultureInfo.InvariantCulture, $"design {design.Number}"), of(design)!.Value.MeanLow, of(design)!.Value.Mean, of(design)!.Value.MeanHigh))];

    private static string[] Row(CampaignChoice choice, ChoiceDesign design) =>
    [
        (design.Number == choice.Winner ? "* " : "") + design.Number.ToString(CultureInfo.InvariantCulture),
        .. design.Values.Select(value => TextTable.Tail(value, Math.Max(6, Math.Min(16, 32 / choice.Axes.Length)))),
        design.Runs.ToString(CultureInfo.InvariantCulture),
        MetricText.Number(choice.Objective.Metric, design.Fresh?.Mean),
        MetricText.Number(choice.Objective.Metric, design.BehindBest?.Mean),
        MetricText.Interval(choice.Objective.Metric, design.BehindBest?.MeanLow, design.BehindBest?.MeanHigh),
    ];

    private static string[] PriorRow(PriorDecision decision) =>
    [
        decision.PacketPropensity.ToString("0.###", CultureInfo.InvariantCulture),
        decision.CouponPropensity.ToString("0.###", CultureInfo.InvariantCulture),
        decision.Selected?.ToString(CultureInfo.InvariantCulture) ?? MetricText.Nothing,
        decision.Left.ToString(CultureInfo.InvariantCulture),
    ];
}
