using System.CommandLine;
using System.Globalization;
using DcepSim.Cli.Screen;
using DcepSim.Experiments;
using DcepSim.Forecasts;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Cli;

/// <summary><c>dcepsim predict SCENARIO --fitted-on A,B</c>: forecasts a pilot that is known only by its rules.</summary>
internal sealed class PredictVerb
{
    private const string Description = """
        Forecasts a pilot that is known only by its rules, from pilots with published totals.

        Examples:
          dcepsim predict beijing-wangfujing-2021 --fitted-on shenzhen-luohu-2020,suzhou-double12-2020
          dcepsim predict my-plan.json --fitted-on shenzhen-luohu-2020 --runs 1000 --json
          dcepsim predict --leave-one-out shenzhen-luohu-2020,suzhou-double12-2020

        Every draw is a run under parameters that meet the training figures, moved as pilots may
        differ. Its interval holds run chance, what training leaves open and the difference between
        pilots; the last is an assumption, so a table says what other scales would give. No figure
        of the pilot itself is used. The results folder holds summary.json, runs.csv (a row a
        draw), predict.json, predict.csv and manifest.json.
        """;

    private readonly StudyDoor _door;
    private readonly ScenarioArguments _scenario = new(required: false);
    private readonly ExperimentArguments _experiment = new($"How many draws, {CampaignForecast.DrawsMin} to {ParameterEnsemble.SetsMax}.", 400, "./dcepsim-results/predict-<scenario>-<seed>");
    private readonly Option<string[]> _fittedOn = Scenarios("--fitted-on", "The training pilots, parted by commas.");
    private readonly Option<string[]> _leaveOneOut = Scenarios("--leave-one-out", "Forecast each of these pilots from the others, and score the forecasts beside two baselines.");
    private readonly Option<int> _sets = NumberOption.Make("--sets", "N", "How many sets are fitted to the training pilots, 2 to 10000.", 128, 2, ParameterEnsemble.SetsMax);

    private PredictVerb(Terminal terminal, ExperimentOptions preset) => _door = new StudyDoor(terminal, preset, _experiment);

    public static Command Make(Terminal terminal, ExperimentOptions preset)
    {
        var verb = new PredictVerb(terminal, preset);
        var command = new Command("predict", Description) { verb._scenario.Name, verb._fittedOn, verb._leaveOneOut, verb._sets, verb._scenario.Settings };
        verb._experiment.AddTo(command);
        command.SetAction(verb.RunAsync);
        return command;
    }

    private static Option<string[]> Scenarios(string name, string description) => new(name) { Description = description, HelpName = "A,B", AllowMultipleArgumentsPerToken = false };

    private static Scenario[] Read(string[] names) =>
        [.. names.SelectMany(name => name.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Select(name => ScenarioReader.Read(name))];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var forecast = new ForecastOptions { Sets = parsed.GetValue(_sets) };
        if (parsed.GetValue(_experiment.Runs) is var draws && (draws < CampaignForecast.DrawsMin || draws > ParameterEnsemble.SetsMax))
            return _door.Refuse($"--runs: a forecast takes {CampaignForecast.DrawsMin} to {ParameterEnsemble.SetsMax} draws.");
        if (parsed.GetValue(_leaveOneOut) is { Length: > 0 } left)
        {
            if (parsed.GetValue(_scenario.Name) is not null || parsed.GetValue(_fittedOn) is { Length: > 0 } || parsed.GetValue(_experiment.Ensemble) is not null)
                return _door.Refuse("--leave-one-out stands without SCENARIO, --fitted-on and --ensemble: every pilot is forecast from the others.");
            var pilots = Read(left);
            if (pilots.Length < 2)
                return _door.Refuse("--leave-one-out needs two pilots or more, parted by commas.");
            return await _door.RunAsync(
                parsed, "leave-one-out", pilots, 1, options => LeaveOneOut.RunAsync(pilots, forecast with { OtherScales = [] }, options, cancellation), Show).ConfigureAwait(false);
        }

        if (parsed.GetValue(_scenario.Name) is null)
            return _door.Refuse("name the pilot to forecast, or let each of several be forecast from the others with --leave-one-out A,B.");
        var target = _scenario.Read(parsed);
        var training = Read(parsed.GetValue(_fittedOn) ?? []);
        if (training.Length == 0)
            return _door.Refuse("--fitted-on names the training pilots, such as --fitted-on shenzhen-luohu-2020,suzhou-double12-2020.");
        return await _door.RunAsync(
            parsed, $"predict-{target.Name}", [target], 1, options => CampaignForecast.RunAsync(target, training, forecast, options, cancellation), Show).ConfigureAwait(false);
    }

    private static void Show(CampaignForecast study, Sheet sheet)
    {
        sheet.WriteLine($"{study.Target.Title.En}\n{study.Target.Title.Zh}", Tone.Title);
        sheet.WriteLine($"Forecast from {string.Join(",\n  ", study.Training.Select(pilot => pilot.Name))}");
        sheet.WriteLine();
        sheet.WriteTable([["metric", "median", "95 % interval", "chance", "param.", "pilots"], .. study.Metrics.Select(Row)], leftAligned: 1);
        sheet.WriteLine();
        sheet.DrawRanges(
            "95 % interval, in per cent of the median",
            [.. study.Metrics.Where(forecast => forecast.Median > 0).Select(forecast => new RangeRow(forecast.Metric.Title, (forecast.Low / forecast.Median) - 1, 0, (forecast.High / forecast.Median) - 1))],
            part => part.ToString("+0 %;-0 %;0 %", CultureInfo.InvariantCulture));
        var beside = study.Metrics.Where(metric => metric.MeanOfRatios is not null).ToArray();
        if (beside.Length > 0)
        {
            sheet.WriteTable([["baselines", "1st scaled", "mean of ratios"], .. beside.Select(BaselineRow)], leftAligned: 1);
            sheet.WriteLine();
        }

        if (!study.OtherScales.IsEmpty)
        {
            sheet.WriteLine("95 % intervals, from the median above, if pilots differ by a factor of");
            sheet.WriteTable([["metric", .. study.OtherScales.Select(scaled => scaled.Factor.ToString("0.##", CultureInfo.InvariantCulture))], .. study.Metrics.Select((_, place) => OtherRow(study, place))], leftAligned: 1);
            sheet.WriteLine();
        }

        sheet.WriteLine("chance, param., pilots: parts of the interval, ± 1.96 deviations by the median.");
        sheet.WriteLine($"{study.Sets} sets meet the training figures ({study.SetsTried} tried). How far pilots differ is an");
        sheet.WriteLine("assumption that these pilots cannot check. Counts scale with packets, money with");
        sheet.WriteLine("money issued in both baselines.");
        sheet.WriteLine(MetricText.Effort(study.Facts.Runs, study.Facts.Seed, study.Facts.Threads, study.Facts.WallTime));
    }

    private static string[] Row(MetricForecast forecast) =>
    [
        forecast.Metric.Title,
        MetricText.Number(forecast.Metric, forecast.Median),
        MetricText.Interval(forecast.Metric, forecast.Low, forecast.High),
        Part(forecast.ChanceSd, forecast),
        Part(forecast.ParameterSd, forecast),
        Part(forecast.BetweenSd, forecast),
    ];

    private static string[] BaselineRow(MetricForecast forecast) =>
        [forecast.Metric.Title, MetricText.Number(forecast.Metric, forecast.FirstPilotScaled), MetricText.Number(forecast.Metric, forecast.MeanOfRatios)];

    private static string Part(double sd, MetricForecast forecast) =>
        forecast.Median > 0 ? (1.96 * sd / forecast.Median).ToString("0.0 %", CultureInfo.InvariantCulture) : MetricText.Nothing;

    private static string[] OtherRow(CampaignForecast study, int place)
    {
        var median = study.Metrics[place].Median;
        return [study.Metrics[place].Metric.Title, .. study.OtherScales.Select(scaled => median > 0 ? $"{Off(scaled.Metrics[place].Low)}/{Off(scaled.Metrics[place].High)} %" : MetricText.Nothing)];

        string Off(double end) => (100 * ((end / median) - 1)).ToString("+0;-0;0", CultureInfo.InvariantCulture);
    }

    private static void Show(LeaveOneOut study, Sheet sheet)
    {
        foreach (var pilot in study.Pilots)
        {
            sheet.WriteLine($"{pilot.Forecast.Target.Name}, forecast from\n{string.Join(", ", pilot.Forecast.Training.Select(other => other.Name))}");
            sheet.WriteTable([["figure", "published", "95 % interval", "in", "model", "1st", "ratios", "best"], .. pilot.Figures.Select(Row)], leftAligned: 1);
            sheet.WriteLine();
        }

        sheet.WriteLine("Interval scores by the published figure, smaller is better: the model, the first");
        sheet.WriteLine("pilot scaled, the mean of ratios (one and the same with two pilots). A baseline");
        sheet.WriteLine("is lent the forecast's relative interval, so that centres are compared.");
        var lost = study.Pilots.SelectMany(pilot => pilot.Figures.Where(figure => figure.Best is not null and not "model").Select(figure => $"{figure.Forecast.Metric.Title} of {pilot.Forecast.Target.Name}")).ToList();
        sheet.WriteLine(lost.Count == 0 ? "No baseline wins." : $"A baseline wins at {string.Join(",\n  ", lost)}.");
        sheet.WriteLine(MetricText.Effort(study.Facts.Runs, study.Facts.Seed, study.Facts.Threads, study.Facts.WallTime));
    }

    private static string[] Row(LeftOutFigure figure) =>
    [
        figure.Forecast.Metric.Title,
        MetricText.Number(figure.Forecast.Metric, figure.Outcome),
        MetricText.Interval(figure.Forecast.Metric, figure.Forecast.Low, figure.Forecast.High),
        figure.IsCovered ? "yes" : "NO",
        Score(figure.Score, figure),
        Score(figure.FirstPilotScore, figure),
        Score(figure.MeanOfRatiosScore, figure),
        figure.Best switch { null => MetricText.Nothing, "model" => "model", "firstPilotScaled" => "1st", _ => "ratios" },
    ];

    private static string Score(double? score, LeftOutFigure figure) => score is { } value ? (value / figure.Outcome).ToString("0.000", CultureInfo.InvariantCulture) : MetricText.Nothing;
}
