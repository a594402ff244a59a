using DcepSim.Campaigns;

namespace DcepSim.Simulation.Scenarios;

/// <summary>How packets find their holders.</summary>
/// <param name="Method">By lot, by coming first, or to all.</param>
/// <param name="ArrivalMeanSeconds">In a grab: the mean of the exponential delay from the opening of claims at which applicants try, above 0
/// to 1,000,000 seconds.</param>
/// <param name="UnfilledPlaces">What becomes of reserved places a stratum cannot fill.</param>
public sealed record DistributionScenario(DistributionMethod Method, double ArrivalMeanSeconds, UnfilledPlaces UnfilledPlaces)
{
    /// <summary>A lottery whose unfilled places go back to the funder.</summary>
    public static DistributionScenario Lottery { get; } = new(DistributionMethod.Lottery, 60, UnfilledPlaces.ReturnToFunder);
}
