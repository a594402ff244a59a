using System.Collections.Immutable;

namespace DcepSim.Simulation.Scenarios;

/// <summary>The wallets (钱包) that winners open.</summary>
/// <param name="LimitSet">Which published set of tier limits applies: <c>test-2020-08</c> or <c>june-2021</c>. Which one did in
/// 2020 is not published.</param>
/// <param name="TierShares">The share of winners in tiers I, II, III and IV, summing to 1.</param>
public sealed record WalletScenario(string LimitSet, ImmutableArray<double> TierShares)
{
    /// <summary>Sub-wallets pushed to online platforms; <c>null</c> where wallets pay there themselves.</summary>
    public SubWalletScenario? SubWallets { get; init; }
}
