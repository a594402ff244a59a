using System.Collections.Immutable;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Simulation.Scenarios;
using DcepSim.Statistics.Calibration;
using NodaTime;

namespace DcepSim.Calibration;

/// <summary>
/// Fits a scenario to its published totals by the method of simulated moments: the fields marked <see cref="Mark.Fitted"/> are moved until
/// the means over runs meet the figures whose role is <see cref="FigureRole.Fitted"/>.
/// </summary>
/// <remarks>The probability to claim is solved in closed form (the intercept, at the scenario's slope); the rest by damped Gauss-Newton under
/// common random numbers. As many parameters as figures always fit: agreement afterwards proves nothing, and other assumed values fit as
/// well.</remarks>
public static class CampaignFit
{
    private static readonly ImmutableArray<Metric> Moments = [Metric.Payments, Metric.Redeemed, Metric.OwnMoney, Metric.OnlineRedeemed];

    /// <summary>Fits. Costs some twenty experiments of <see cref="CampaignFitOptions.Runs"/> runs.</summary>
    /// <param name="scenario">What to fit; a scenario read from a file or built in.</param>
    /// <param name="options">How; null takes the defaults.</param>
    /// <param name="progress">Told the number of experiments done; may be null.</param>
    /// <param name="cancellation">Stops the fit.</param>
    /// <exception cref="DcepSim.Scenarios.ScenarioException">The scenario has faults.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static CampaignFitResult Run(
        Scenario scenario, CampaignFitOptions? options = null, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        options ??= new CampaignFitOptions();
        var start = WithClaimsSolved(scenario);
        var fields = FreeField.Of(start);
        var targets = Moments.Where(metric => IsFitted(start, metric)).ToImmutableArray();
        if (fields.IsEmpty || targets.IsEmpty)
            return new(start, [], [], null);

        var evaluations = 0;
        double[] MeansAt(double[] values)
        {
            var experiment = new CampaignExperiment(
                With(start, fields, values), new ExperimentOptions { Runs = options.Runs, Seed = options.Seed, Threads = options.Threads });
            var result = experiment.RunAsync(cancellation).GetAwaiter().GetResult().RequireCleanBooks();
            progress?.Report(++evaluations);
            return [.. targets.Select(metric => result.Metrics[metric].Estimate.Mean)];
        }

        var fit = MomentFit.Solve(
            [.. fields.Select(field => new FitParameter(field.Path, field.Get(start), field.Low, field.High))],
            [.. targets.Select(metric => new FitTarget(metric.Name, start.Published[metric.Name].Value))],
            MeansAt,
            new MomentFitOptions { IterationsMax = 20, ResidualTolerance = options.Tolerance });
        return new(With(start, fields, fit.Theta), [.. fields.Select(field => field.Path)], [.. targets.Select(metric => metric.Name)], fit);
    }

    private static bool IsFitted(Scenario scenario, Metric metric) =>
        scenario.Published.TryGetValue(metric.Name, out var figure) && figure.Role == FigureRole.Fitted;

    private static Scenario With(Scenario scenario, ImmutableArray<FreeField> fields, IReadOnlyList<double> values)
    {
        for (var i = 0; i < fields.Length; i++)
            scenario = fields[i].Set(scenario, values[i]);
        return scenario;
    }

    // 1 - exp(a + b ln W) = claimed / winners, solved for a.
    private static Scenario WithClaimsSolved(Scenario scenario)
    {
        if (!IsFitted(scenario, Metric.Claimed))
            return scenario;
        var campaign = scenario.Campaign;
        var winners = campaign.Packets.Sum(packet => packet.Count);
        var lapse = 1 - (scenario.Published[Metric.Claimed.Name].Value / (double)winners);
        if (lapse is <= 0 or >= 1)
            return scenario;
        var hours = Period.Between(campaign.SpendOpens, campaign.SpendCloses, PeriodUnits.Minutes).Minutes / 60.0;
        var claim = scenario.Behaviour.Claim;
        var intercept = Math.Log(lapse) - (claim.LapseWindowSlope * Math.Log(hours));
        return scenario with { Behaviour = scenario.Behaviour with { Claim = claim with { LapseIntercept = intercept } } };
    }
}
