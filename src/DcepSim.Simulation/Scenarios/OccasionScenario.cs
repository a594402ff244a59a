using System.Collections.Immutable;

namespace DcepSim.Simulation.Scenarios;

/// <summary>
/// When claimants shop at designated merchants: a Poisson process of rate λ·ρ·g a day, g ~ Gamma(κ, mean 1) by person, ρ = (merchants /
/// reference)^η, shaped within the week by hour and weekday.
/// </summary>
/// <param name="PerDay">λ: mean occasions a day at the reference reach, above 0 to 100.</param>
/// <param name="HeterogeneityShape">κ: the smaller, the more people differ; 0.05 to 100.</param>
/// <param name="ReachElasticity">η: how occasions grow with the number of merchants, 0 to 2.</param>
/// <param name="ReferenceMerchants">The number of merchants at which ρ is 1, at least 1.</param>
/// <param name="HourWeights">24 weights, from 00:00 on; at least one above 0.</param>
/// <param name="WeekdayWeights">7 weights, Monday to Sunday; at least one above 0.</param>
public sealed record OccasionScenario(
    double PerDay,
    double HeterogeneityShape,
    double ReachElasticity,
    int ReferenceMerchants,
    ImmutableArray<double> HourWeights,
    ImmutableArray<double> WeekdayWeights)
{
    /// <summary>The mean of the exponential time a claimant lets pass before shopping begins, after the claim or the opening of the spend window,
    /// 0 to 10,000 hours; 0 when they are ready at once. Assumed: no figure is published.</summary>
    public double ReadinessMeanHours { get; init; }

    /// <summary>How many times as often people shop in the last hours before the spend window closes, 0 to 100; 1 for no change. Assumed: a second
    /// mode before expiry is known of coupons in general (S103), not of packets.</summary>
    public double DeadlineFactor { get; init; } = 1;

    /// <summary>How many hours before the close that is, 0 to 10,000.</summary>
    public double DeadlineHours { get; init; }
}
