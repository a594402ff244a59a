using System.Collections.Immutable;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Simulation;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Experiments;

/// <summary>What came of all runs of a campaign.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class CampaignResult
{
    internal CampaignResult(
        Scenario scenario,
        long seed,
        ImmutableArray<CampaignRunResult> runs,
        ImmutableArray<TableFingerprint> tables,
        int threads,
        TimeSpan? wallTime,
        PrecisionOutcome? precision = null,
        ParameterEnsemble? ensemble = null)
    {
        Scenario = scenario;
        ScenarioHash = ScenarioWriter.Hash(scenario);
        Seed = seed;
        Runs = runs;
        Tables = tables;
        Threads = threads;
        WallTime = wallTime;
        Metrics = new MetricTable([.. Metric.All.Where(metric => metric.AppliesTo(scenario)).Select(EstimateOf)]);
        Precision = precision;
        Ensemble = ensemble;
    }

    /// <summary>What was run, with the provenance of every value.</summary>
    public Scenario Scenario { get; }

    /// <summary>SHA-256 of the scenario's canonical form.</summary>
    public string ScenarioHash { get; }

    /// <summary>The number all chance grew from.</summary>
    public long Seed { get; }

    /// <summary>Every run, in order of its number.</summary>
    public ImmutableArray<CampaignRunResult> Runs { get; }

    /// <summary>The estimates, by metric.</summary>
    public MetricTable Metrics { get; }

    /// <summary>The identities of the sampling tables that were drawn from.</summary>
    public ImmutableArray<TableFingerprint> Tables { get; }

    /// <summary>How many threads were used.</summary>
    public int Threads { get; }

    /// <summary>How long the runs took together; <c>null</c> without a clock.</summary>
    public TimeSpan? WallTime { get; }

    /// <summary>Why it stopped, if it was to reach a precision; <c>null</c> when the number of runs was given.</summary>
    public PrecisionOutcome? Precision { get; }

    /// <summary>The sets of parameters that the runs took in turn; <c>null</c> when all ran the scenario as it is.</summary>
    public ParameterEnsemble? Ensemble { get; }

    /// <summary>What a run is a run of: the scenario, under the run's set of an ensemble.</summary>
    internal Scenario ScenarioOf(int run) => Ensemble?.Apply(Scenario, run) ?? Scenario;

    /// <summary>In how many places, over all runs, the campaign's books and the ledger's differ.</summary>
    public int AuditBreaks => Runs.Sum(run => run.Outcome.Audit.BreakCount);

    /// <summary>Whether the books agree to the fen in every run.</summary>
    public bool BooksAreClean => AuditBreaks == 0;

    /// <summary>Returns this result if the books agree to the fen in every run.</summary>
    /// <exception cref="AuditException">They do not: the program is wrong, and nothing it says may be used.</exception>
    public CampaignResult RequireCleanBooks() => BooksAreClean ? this : throw new AuditException(this);

    private MetricEstimate EstimateOf(Metric metric)
    {
        var estimate = MetricValues.Estimate(MetricValues.Of(metric, Runs));
        var figure = Scenario.Published.GetValueOrDefault(metric.Name);
        return new(metric, figure?.Role ?? metric.RoleUnpublished, figure?.Value, estimate);
    }
}
