namespace DcepSim.Simulation.Scenarios;

/// <summary>How often and how much a holder may use packets, in one round. Zero stands for no limit.</summary>
/// <param name="PaymentsPerMerchant">Payments with packet money at one merchant or platform.</param>
/// <param name="YuanPerMerchant">Packet money at one merchant or platform; coupons that would exceed it are not used. File field
/// <c>yuanPerMerchant</c>.</param>
/// <param name="PaymentsPerRound">Payments with packet money in all.</param>
public sealed record UseLimitScenario(int PaymentsPerMerchant, Amount YuanPerMerchant, int PaymentsPerRound)
{
    /// <summary>No limit.</summary>
    public static UseLimitScenario None { get; } = new(0, Amount.Zero, 0);
}
