namespace DcepSim.Simulation.Scenarios;

/// <summary>The designated merchants (指定商户).</summary>
/// <param name="Count">How many, 1 to 1,000,000.</param>
/// <param name="PopularityExponent">How unequal they are: the merchant of rank r is chosen in proportion to r^−exponent; 0 is equal, at most 3.</param>
public sealed record MerchantScenario(int Count, double PopularityExponent);
