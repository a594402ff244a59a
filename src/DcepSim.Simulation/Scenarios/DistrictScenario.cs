namespace DcepSim.Simulation.Scenarios;

/// <summary>A district with merchants, or another city.</summary>
/// <param name="Id">Its short name.</param>
/// <param name="MerchantShare">Its share of the merchants in store, above 0 to 1; the shares of a scenario sum to 1.</param>
/// <param name="PersonShare">Its share of the winners' homes, 0 to 1; the shares of a scenario sum to 1.</param>
/// <param name="IsOtherCity">Whether it lies in another pilot city: packets are good there only if they name it.</param>
public sealed record DistrictScenario(string Id, double MerchantShare, double PersonShare, bool IsOtherCity);
