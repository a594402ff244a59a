using System.CommandLine;
using System.Globalization;
using DcepSim.Calibration;
using DcepSim.Cli.Screen;
using DcepSim.Statistics.Calibration;

namespace DcepSim.Cli;

/// <summary><c>dcepsim calibrate SCENARIO</c>: fits a scenario to its published totals, and says what they determine.</summary>
internal sealed class CalibrateVerb
{
    private const int PathColumns = 24;

    private const string Description = """
        Fits a scenario to its published totals by simulated moments, and says what they determine.

        Examples:
          dcepsim calibrate shenzhen-luohu-2020
          dcepsim calibrate shenzhen-luohu-2020 --sets 256 --over behaviour.basket.sigma=0.5..1.5
          dcepsim calibrate my-campaign.json --free behaviour.occasions.perDay --profile-points 0
          dcepsim run my-campaign.json --ensemble dcepsim-results/calibrate-shenzhen-luohu-2020-1

        The free fields move until the means of --runs runs meet the figures of role fitted. Fields
        to be assumed are drawn from their ranges, and the free ones fitted anew, to one run each
        under chance of its own: the sets that result fit equally well, and go to ensemble.json. A
        profile holds one field and moves all others, the assumed ones too. Agreement afterwards
        proves nothing: as many fields as figures always fit.
        """;

    private readonly StudyDoor _door;
    private readonly ScenarioArguments _scenario = new();
    private readonly ExperimentArguments _experiment = new("How many runs judge each step, 1 to 1000000.", 8, "./dcepsim-results/calibrate-<scenario>-<seed>", hasEnsemble: false);
    private readonly Option<string[]> _free = new("--free") { Description = "A field to fit, with a range unless it is a known one; may be given again (default: the known fields marked fitted).", HelpName = "path[=low..high]" };
    private readonly Option<string[]> _over = new("--over") { Description = "A field to draw from a range, in place of the usual four; may be given again; none for no field.", HelpName = "path[=low..high]" };
    private readonly Option<int> _sets = NumberOption.Make("--sets", "N", "How many equally fitting sets, 0 to 10000.", 128, 0, Experiments.ParameterEnsemble.SetsMax);
    private readonly Option<int> _points = NumberOption.Make("--profile-points", "N", "Values in each profile, 3 to 101; 0 for none.", 7, 0, 101);

    private CalibrateVerb(Terminal terminal, Experiments.ExperimentOptions preset) => _door = new StudyDoor(terminal, preset, _experiment);

    public static Command Make(Terminal terminal, Experiments.ExperimentOptions preset)
    {
        var verb = new CalibrateVerb(terminal, preset);
        var command = new Command("calibrate", Description) { verb._scenario.Name, verb._free, verb._over, verb._sets, verb._points, verb._scenario.Settings };
        verb._experiment.AddTo(command);
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var scenario = _scenario.Read(parsed);
        var calibration = new CalibrationOptions
        {
            Free = [.. (parsed.GetValue(_free) ?? []).Select(CalibratedField.Parse)],
            Over = parsed.GetValue(_over) switch
            {
                null or [] => CalibratedField.Assumable,
                ["none"] => [],
                var fields => [.. fields.Select(CalibratedField.Parse)],
            },
            Sets = parsed.GetValue(_sets),
            ProfilePoints = parsed.GetValue(_points),
        };
        if (calibration.ProfilePoints is 1 or 2)
            return _door.Refuse("--profile-points is 0 for no profiles, or 3 to 101.");
        return await _door.RunAsync(
            parsed, $"calibrate-{scenario.Name}", [scenario], 1, options => CampaignCalibration.RunAsync(scenario, calibration, options, cancellation), Show).ConfigureAwait(false);
    }

    private static void Show(CampaignCalibration study, Sheet sheet)
    {
        sheet.WriteLine($"{study.Facts.Scenarios[0].Name}: what its published totals say about its fields", Tone.Title);
        sheet.WriteLine();
        sheet.WriteTable([["field", "value", "90 % of sets", "fits", "identified"], .. study.Parameters.Select(Row)], leftAligned: 1);
        sheet.WriteLine();
        sheet.WriteTable(
            [["figure", "published", "simulated", "off by"], .. study.Targets.Select(target => new[] { target.Metric.Title, MetricText.Number(target.Metric, target.Published), MetricText.Number(target.Metric, target.Simulated), MetricText.Percent(target.Difference) })],
            leftAligned: 1);
        sheet.WriteLine();
        sheet.WriteLine(Rank("Assumed fields as they are", study.GivenAssumed, study.Parameters.Count(parameter => parameter.IsFree)));
        sheet.WriteLine(Rank("Assumed fields anywhere in their ranges", study.Jointly, study.Parameters.Length));
        if (study.Parameters.Any(parameter => !parameter.IsIdentified))
            sheet.WriteLine("\"no\": not identified, other values fit as well.\n\"given\": only when the assumed fields are what the scenario says.");
        sheet.WriteLine(study.Ensemble is { } ensemble
            ? $"{ensemble.Sets.Length} equally fitting sets in ensemble.json, of {study.SetsTried} tried ({study.SetsUnsolved} cannot be\nfitted, {study.SetsMissed} miss under fresh chance)."
            : "No equally fitting sets.");
        if (!study.IsSolved)
            sheet.WriteLine("NOT ALL FIGURES ARE MET: too few fields move, or a limit is in the way.", Tone.Bad);
        sheet.WriteLine(MetricText.Effort(study.Facts.Runs, study.Facts.Seed, study.Facts.Threads, study.Facts.WallTime));
    }

    private static string[] Row(CalibratedParameter parameter) =>
    [
        TextTable.Tail(parameter.Field.Path, PathColumns),
        Number(parameter.Value) + (parameter.IsAtLimit ? " (limit)" : ""),
        Range(parameter.SetsLow, parameter.SetsHigh),
        Range(parameter.FitsFrom, parameter.FitsTo),
        parameter.IsIdentified ? "yes" : parameter.IsIdentifiedGivenAssumed == true ? "given" : "no",
    ];

    private static string Rank(string when, Identification identification, int fields) =>
        $"{when}: rank {identification.Rank} of {fields}; singular values\n  {string.Join(", ", identification.SingularValues.Select(Number))}";

    private static string Range(double? low, double? high) => low is { } from && high is { } to ? $"{Number(from)}–{Number(to)}" : MetricText.Nothing;

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
