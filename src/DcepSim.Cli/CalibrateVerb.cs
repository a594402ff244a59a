using System.CommandLine;
using System.Globalization;
using DcepSim.Calibration;
using DcepSim.Experiments;

namespace DcepSim.Cli;

/// <summary><c>dcepsim calibrate SCENARIO</c>: finds the values of the fields marked as fitted.</summary>
internal sealed class CalibrateVerb
{
    private const string Description = """
        Fits a scenario to its published totals by simulated moments, and says what the totals determine.

        Examples:
          dcepsim calibrate shenzhen-luohu-2020
          dcepsim calibrate shenzhen-luohu-2020 --runs 20 --set behaviour.basket.sigma=0.8
          dcepsim calibrate my-campaign.json --set behaviour.ownMoney.reading=alsoAlone

        The fields marked fitted are moved until the means meet the figures of role fitted, under the same
        chance at every step. Agreement afterwards proves nothing: as many fields as figures always fit,
        and other assumed values fit as well.
        """;

    private readonly Terminal _terminal;
    private readonly ScenarioArguments _scenario = new();
    private readonly Option<int> _runs = NumberOption.Make("--runs", "N", "How many runs each step is judged by, 2 to 10000.", 100, 2, 10_000);
    private readonly Option<long> _seed = new("--seed") { Description = "The seed whose runs are used.", HelpName = "S", DefaultValueFactory = _ => 1 };
    private readonly Option<int> _threads = NumberOption.Make("--threads", "T", "How many runs at once, 1 to 1024; 0 is one for each processor.", 0, 0, ExperimentOptions.ThreadsMax);

    private CalibrateVerb(Terminal terminal) => _terminal = terminal;

    public static Command Make(Terminal terminal)
    {
        var verb = new CalibrateVerb(terminal);
        var command = new Command("calibrate", Description) { verb._scenario.Name, verb._runs, verb._seed, verb._threads, verb._scenario.Settings };
        command.SetAction(verb.RunAsync);
        return command;
    }

    private Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var options = new CampaignFitOptions { Runs = parsed.GetValue(_runs), Seed = parsed.GetValue(_seed), Threads = parsed.GetValue(_threads) };
        var result = CampaignFit.Run(_scenario.Read(parsed), options, new Steps(_terminal), cancellation);
        Show(result);
        return Task.FromResult(ExitCode.Success);
    }

    private void Show(CampaignFitResult result)
    {
        var claim = result.Scenario.Behaviour.Claim;
        Line($"behaviour.claim.lapseIntercept = {claim.LapseIntercept:G6} (closed form, at slope {claim.LapseWindowSlope:G6})");
        if (result.Fit is not { } fit)
        {
            Line($"No field of those that can be fitted by simulation is marked fitted, or no figure has the role fitted.");
            return;
        }

        for (var i = 0; i < result.Parameters.Length; i++)
            Line($"{result.Parameters[i]} = {fit.Theta[i]:G6}{(fit.Identified[i] ? "" : " (not identified by these figures)")}{(fit.AtLimit[i] ? " (at its limit)" : "")}");
        for (var i = 0; i < result.Targets.Length; i++)
            Line($"{result.Targets[i]}: simulated {fit.Moments[i]:N0}, off by {fit.Residuals[i]:P3}");
        Line($"singular values {string.Join(", ", fit.SingularValues.Select(value => value.ToString("G3", CultureInfo.InvariantCulture)))}; rank {fit.Rank} of {result.Parameters.Length}");
        Line($"{fit.Outcome} after {fit.Iterations} steps and {fit.Evaluations} experiments.");
    }

    private void Line(FormattableString text) => _terminal.Output.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private sealed class Steps(Terminal terminal) : IProgress<int>
    {
        public void Report(int value) => terminal.Error.WriteLine($"experiment {value}");
    }
}
