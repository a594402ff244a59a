using System.Collections.Immutable;
using DcepSim.Statistics.Estimation;

namespace DcepSim.OfflineRisks;

/// <summary>One point of a study of offline risk.</summary>
/// <remarks>Estimates are over the runs that have a value: a run in which no broken purse paid has no detection delay.</remarks>
/// <param name="Number">Its place in the design, from 1.</param>
/// <param name="Values">The value of each axis, as it is written in a setting.</param>
/// <param name="ScenarioHash">The identity of its scenario.</param>
/// <param name="Runs">Its runs in order.</param>
public sealed record OfflineRiskPoint(int Number, ImmutableArray<string> Values, string ScenarioHash, ImmutableArray<OfflineRiskRun> Runs)
{
    /// <summary>Loss in yuan per million yuan paid.</summary>
    public Estimate LossPerMillion => Over(run => run.LossPerMillion);

    /// <summary>Mean hours until a broken purse is found, nobody waited for longer than the window.</summary>
    public Estimate DetectionHours => Over(run => run.DetectionHours);

    /// <summary>The share of broken purses found while the window lasted.</summary>
    public Estimate FoundShare => Over(run => run.FoundShare);

    /// <summary>The loss, in fen.</summary>
    public Estimate LossFen => Over(run => run.LossFen);

    /// <summary>The most that could have been lost to the payees reached, in fen; no mean when payees enforce no cap.</summary>
    public Estimate BoundFen => Over(run => run.BoundFen ?? double.NaN);

    private Estimate Over(Func<OfflineRiskRun, double> value)
    {
        var values = Runs.Select(value).Where(double.IsFinite).ToArray();
        return values.Length > 0 ? RunEstimator.FromRuns(values) : new(double.NaN, null, null, null, null, null, RunEstimator.FromRuns([0]).Level, 0);
    }
}
