using System.Collections.Immutable;
using DcepSim.Experiments;
using DcepSim.Offline;
using DcepSim.Simulation.Purses;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.OfflineRisks;

/// <summary>Lets the populations of all points live, several at once; results stand by point and run, so threads cannot be seen in them.</summary>
internal sealed class OfflineRiskRuns
{
    private readonly Lock _progress = new();
    private readonly ExperimentOptions _options;
    private readonly PurseModel[] _models;
    private readonly OfflineRiskRun[] _runs;
    private int _done;

    private OfflineRiskRuns(IReadOnlyList<Scenario> scenarios, ExperimentOptions options)
    {
        _options = options;
        _models = [.. scenarios.Select(scenario => new PurseModel(scenario))];
        _runs = new OfflineRiskRun[scenarios.Count * options.Runs];
    }

    public static async Task<ImmutableArray<OfflineRiskRun>[]> RunAsync(IReadOnlyList<Scenario> scenarios, ExperimentOptions options, CancellationToken cancellation)
    {
        var runs = new OfflineRiskRuns(scenarios, options);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.ThreadsAllowed, CancellationToken = cancellation };
        await Parallel.ForAsync(0, runs._runs.Length, parallel, (place, stop) =>
        {
            runs.Run(place, stop);
            return ValueTask.CompletedTask;
        }).ConfigureAwait(false);
        return [.. scenarios.Select((_, point) => ImmutableArray.Create(runs._runs, point * options.Runs, options.Runs))];
    }

    private void Run(int place, CancellationToken stop)
    {
        var (point, run) = Math.DivRem(place, _options.Runs);
        var model = _models[point];
        var terms = model.TermsFor(model.People);
        var world = new OfflineWorld(terms, PurseModel.KeyOf(CampaignExperiment.KeyOf(_options.Seed, run + 1)));
        while (world.RoundsDone < terms.Rounds)
        {
            stop.ThrowIfCancellationRequested();
            world.Decide(1, terms.Purses + 1);
            world.Settle();
        }

        var outcome = world.Finish();
        Require(outcome, point, run);
        _runs[place] = OfflineRiskRun.Of(outcome, terms.Policy, model.RoundHours);
        lock (_progress)
            _options.Progress?.Report(new(++_done, _runs.Length));
    }

    private static void Require(WorldOutcome outcome, int point, int run)
    {
        if (!outcome.Statement.IsBalanced || outcome.AccountBreaks > 0)
            throw new AuditException($"the offline books of point {point + 1}, run {run + 1}", $"balanced {outcome.Statement.IsBalanced}, {outcome.AccountBreaks} honest purses differ from their accounts");
    }
}
