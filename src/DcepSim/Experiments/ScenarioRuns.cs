using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Simulation;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Experiments;

/// <summary>Runs scenarios under many settings, one run after another, and takes over what one and the next share. Not safe for concurrent use.</summary>
internal sealed class ScenarioRuns(RunCount count) : IDisposable
{
    private readonly RunMemory _memory = new();
    private CampaignModel? _model;

    public void Dispose() => _memory.Dispose();

    /// <summary>The values of metrics in runs 1 to n of a seed.</summary>
    /// <param name="scenario">What is run.</param>
    /// <param name="settings">Changes to it.</param>
    /// <param name="metrics">Which metrics; each applies to the scenario.</param>
    /// <param name="seed">The seed whose runs are used.</param>
    /// <param name="runs">How many, 1 and up.</param>
    /// <param name="cancellation">Stops the runs.</param>
    /// <returns>A row for each metric, a column for each run.</returns>
    /// <exception cref="ScenarioException">A setting does not fit the scenario.</exception>
    public double[][] Values(
        Scenario scenario, IEnumerable<string> settings, IReadOnlyList<Metric> metrics, long seed, int runs, CancellationToken cancellation)
    {
        var model = _model = new CampaignModel(ScenarioReader.Check(scenario, settings), _model);
        var campaign = new CampaignRun(model, memory: _memory);
        var values = metrics.Select(_ => new double[runs]).ToArray();
        for (var run = 1; run <= runs; run++)
        {
            var outcome = campaign.Execute(CampaignExperiment.KeyOf(seed, run), cancellation: cancellation);
            if (outcome.Audit.BreakCount > 0)
                throw new AuditException(new(model.Scenario, seed, [new(run, outcome, null)], model.Tables, 1, null));
            for (var metric = 0; metric < values.Length; metric++)
                values[metric][run - 1] = metrics[metric].ValueIn(outcome);
            count.Add(1);
        }

        return values;
    }
}
