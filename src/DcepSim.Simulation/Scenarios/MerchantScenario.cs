using System.Collections.Immutable;

namespace DcepSim.Simulation.Scenarios;

/// <summary>The designated merchants (指定商户).</summary>
/// <param name="Count">How many in store, 1 to 1,000,000.</param>
/// <param name="PopularityExponent">How unequal they are: the merchant of rank r is chosen in proportion to r^−exponent; 0 is equal, at most 3.</param>
/// <param name="OnlinePlatforms">Online platforms beside them; empty where packets are spent in store only.</param>
public sealed record MerchantScenario(int Count, double PopularityExponent, ImmutableArray<PlatformScenario> OnlinePlatforms)
{
    /// <summary>Their categories; empty where none are told apart.</summary>
    public ImmutableArray<CategoryScenario> Categories { get; init; } = [];

    /// <summary>Their districts and other cities; empty where none are told apart.</summary>
    public ImmutableArray<DistrictScenario> Districts { get; init; } = [];
}
