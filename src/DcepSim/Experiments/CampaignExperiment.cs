using DcepSim.Scenarios;
using DcepSim.Simulation;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Experiments;

/// <summary>Runs one campaign many times on many threads.</summary>
/// <remarks>Results stand in run order and every run has a key of its own, so neither threads nor their luck can be seen in them. An
/// experiment may be run several times, also at once.</remarks>
public sealed class CampaignExperiment
{
    private readonly ExperimentOptions _options;
    private readonly CampaignModel _model;

    /// <summary>Makes an experiment ready.</summary>
    /// <param name="scenario">What is run.</param>
    /// <param name="options">How often and how; <c>null</c> for 20 runs from seed 1.</param>
    /// <exception cref="ScenarioException">The scenario has faults.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="ArgumentException">The metric whose precision is asked for does not apply to the scenario.</exception>
    public CampaignExperiment(Scenario scenario, ExperimentOptions? options = null)
    {
        _options = options ?? new ExperimentOptions();
        _options.Validate();
        _model = new CampaignModel(ScenarioReader.Check(scenario));
        if (_options.Precision is { } precision && !precision.Metric.AppliesTo(_model.Scenario))
            throw new ArgumentException($"The metric {precision.Metric} does not apply to the scenario {_model.Scenario.Name}.", nameof(options));
    }

    /// <summary>The key of a run.</summary>
    /// <param name="seed">The experiment's seed.</param>
    /// <param name="run">The run's number, from 1.</param>
    public static RandomKey KeyOf(long seed, int run) => RandomKey.FromSeed(seed).Child("run").Child((ulong)run);

    /// <summary>Runs the campaign.</summary>
    /// <param name="cancellation">Stops the runs within milliseconds.</param>
    /// <returns>What came of it, whether the books agree or not: see <see cref="CampaignResult.RequireCleanBooks"/>.</returns>
    /// <exception cref="ScenarioException">A set of the ensemble does not fit the scenario.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task<CampaignResult> RunAsync(CancellationToken cancellation = default)
    {
        var began = _options.Clock?.GetTimestamp();
        _options.Recorder?.Begin(_model.Scenario);
        var point = _options.Ensemble is { } ensemble ? new RoundPoint(_model.Scenario, ensemble) : new RoundPoint(_model);
        var precision = await Series.RunPointsAsync([point], _options, isPaired: false, cancellation).ConfigureAwait(false);
        return point.Result(_options, began is { } start ? _options.Clock!.GetElapsedTime(start) : null, precision);
    }
}
