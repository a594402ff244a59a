using DcepSim.Wallets;

namespace DcepSim.Simulation.Agents;

/// <summary>What a winner chooses on claiming.</summary>
/// <param name="Operator">The operator, by place in the scenario's list.</param>
/// <param name="Tier">The wallet's tier.</param>
/// <param name="IsDoubleOffline">Whether they try payment between two devices without network.</param>
internal readonly record struct WalletChoice(byte Operator, WalletTier Tier, bool IsDoubleOffline);
