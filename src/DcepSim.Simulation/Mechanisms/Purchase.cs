namespace DcepSim.Simulation.Mechanisms;

/// <summary>What somebody means to buy.</summary>
/// <param name="Merchant">Where; online platforms are numbered after the merchants in store.</param>
/// <param name="Price">What it costs.</param>
/// <param name="TopsUp">Whether they would pay a shortfall from the wallet.</param>
internal readonly record struct Purchase(int Merchant, Amount Price, bool TopsUp);
