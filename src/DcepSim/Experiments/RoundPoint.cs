using System.Collections.Immutable;
using DcepSim.Simulation;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Experiments;

/// <summary>One scenario among those that are run together, and what its runs have given so far.</summary>
internal sealed class RoundPoint
{
    private readonly Lock _making = new();
    private readonly Scenario _scenario;
    private readonly List<CampaignRunResult?> _results = [];
    private CampaignModel? _model;
    private ImmutableArray<TableFingerprint> _tables = [];
    private int _left;

    public RoundPoint(CampaignModel model) => (_scenario, _model, _tables) = (model.Scenario, model, model.Tables);

    /// <param name="scenario">A scenario without faults; its model is made when the first run needs it and dropped after the last.</param>
    public RoundPoint(Scenario scenario) => _scenario = scenario;

    public int Runs => _results.Count;

    public IEnumerable<CampaignRunResult> Results => _results.Select(result => result!);

    public void Await(int lastRun)
    {
        _left = lastRun - _results.Count;
        while (_results.Count < lastRun)
            _results.Add(null);
    }

    /// <param name="similar">A model that may save the time of building tables anew; null for none.</param>
    public CampaignModel Model(CampaignModel? similar)
    {
        lock (_making)
        {
            _model ??= new CampaignModel(_scenario, similar);
            _tables = _model.Tables;
            return _model;
        }
    }

    /// <summary>Takes the result of a run; each place is written by one thread only.</summary>
    /// <param name="result">What came of it.</param>
    /// <param name="isKept">Whether the model will be needed again.</param>
    public void Take(CampaignRunResult result, bool isKept)
    {
        _results[result.Run - 1] = result;
        if (Interlocked.Decrement(ref _left) == 0 && !isKept)
            _model = null;
    }

    public CampaignResult Result(ExperimentOptions options, TimeSpan? wallTime, PrecisionOutcome? precision = null) =>
        new(_scenario, options.Seed, [.. Results], _tables, options.ThreadsUsed, wallTime, precision);
}
