namespace DcepSim;

/// <summary>A merchant (商户) in one acceptance network, numbered densely from 0. <c>default</c> is the first merchant.</summary>
/// <param name="Value">0 and up.</param>
public readonly record struct MerchantId(int Value);
