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
    ImmutableArray<double> WeekdayWeights);
