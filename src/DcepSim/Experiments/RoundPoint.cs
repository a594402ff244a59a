using System.Collections.Immutable;
using DcepSim.Simulation;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Experiments;

/// <summary>One scenario among those that are run together, and what its runs have given so far.</summary>
internal sealed class RoundPoint
{
    private readonly Lock _making = new();
    private readonly Scenario _scenario;
    private readonly ParameterEnsemble? _ensemble;
    private readonly List<CampaignRunResult?> _results = [];
    private readonly CampaignModel?[] _models;
    private ImmutableArray<TableFingerprint> _tables = [];
    private int _left;

    public RoundPoint(CampaignModel model) => (_scenario, _models, _tables) = (model.Scenario, [model], model.Tables);

    /// <param name="scenario">A scenario without faults; its model is made when the first run needs it and dropped after the last.</param>
    /// <param name="ensemble">Sets of parameters that the runs take in turn; null for none.</param>
    public RoundPoint(Scenario scenario, ParameterEnsemble? ensemble) =>
        (_scenario, _ensemble, _models) = (scenario, ensemble, new CampaignModel?[ensemble?.Sets.Length ?? 1]);

    /// <summary>Makes a model otherwise than from the scenario alone, given the run's settings; null unless set.</summary>
    public Func<Scenario, CampaignModel?, CampaignModel>? Making { get; init; }

    /// <summary>Whether its models are kept for further rounds even beside other points.</summary>
    public bool KeepsModels { get; init; }

    public int Runs => _results.Count;

    public int Winners => _scenario.Campaign.Winners;

    public IEnumerable<CampaignRunResult> Results => _results.Select(result => result!);

    public void Await(int lastRun)
    {
        _left = lastRun - _results.Count;
        while (_results.Count < lastRun)
            _results.Add(null);
    }

    /// <param name="run">The run that needs it.</param>
    /// <param name="similar">A model that may save the time of building tables anew; null for none.</param>
    /// <exception cref="DcepSim.Scenarios.ScenarioException">The run's set of parameters does not fit the scenario.</exception>
    public CampaignModel Model(int run, CampaignModel? similar)
    {
        var set = (run - 1) % _models.Length;
        if (Volatile.Read(ref _models[set]) is { } made)
            return made;
        if (_ensemble is null)
            return Keep(set, similar);
        var model = Make(_ensemble.Apply(_scenario, run), similar); // not under the lock: neighbouring runs need other sets
        lock (_making)
            return Kept(set, model);
    }

    /// <summary>Takes the result of a run; each place is written by one thread only.</summary>
    /// <param name="result">What came of it.</param>
    /// <param name="isKept">Whether the model will be needed again.</param>
    public void Take(CampaignRunResult result, bool isKept)
    {
        _results[result.Run - 1] = result;
        if (Interlocked.Decrement(ref _left) == 0 && !isKept && !KeepsModels)
            Array.Clear(_models);
    }

    public CampaignResult Result(ExperimentOptions options, TimeSpan? wallTime, PrecisionOutcome? precision = null) =>
        new(_scenario, options.Seed, [.. Results], _tables, options.ThreadsUsed, wallTime, precision, _ensemble);

    private CampaignModel Keep(int set, CampaignModel? similar)
    {
        lock (_making)
            return Kept(set, _models[set] ?? Make(_scenario, similar));
    }

    // The tables of an ensemble's first set stand for all: the others differ from them by the ensemble alone.
    private CampaignModel Kept(int set, CampaignModel model)
    {
        if (set == 0)
            _tables = model.Tables;
        Volatile.Write(ref _models[set], model);
        return model;
    }

    private CampaignModel Make(Scenario scenario, CampaignModel? similar) => Making?.Invoke(scenario, similar) ?? new CampaignModel(scenario, similar);
}
