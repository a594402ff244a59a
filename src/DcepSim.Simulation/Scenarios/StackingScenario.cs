namespace DcepSim.Simulation.Scenarios;

/// <summary>What may be used together on one purchase.</summary>
/// <param name="PacketsPerPurchase">How many packets or coupons, 1 to 20. Thresholds add up: two coupons "20 off 100" need a purchase of 200.</param>
/// <param name="WithMerchantMoney">Whether merchants' coupons and discounts may be used beside a packet; otherwise the packet comes first.</param>
public sealed record StackingScenario(int PacketsPerPurchase, bool WithMerchantMoney)
{
    /// <summary>One packet a purchase, merchants' money beside it.</summary>
    public static StackingScenario One { get; } = new(1, true);
}
