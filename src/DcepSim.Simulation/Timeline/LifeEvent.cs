using DcepSim.Simulation.Agents;
using DcepSim.Wallets;

namespace DcepSim.Simulation.Timeline;

/// <summary>One thing a winner does: claims the packet, or makes a purchase.</summary>
/// <param name="Winner">The winner's place in the draw.</param>
/// <param name="Merchant">Where the purchase is made; negative for a claim.</param>
/// <param name="Plan">How the purchase is to be paid.</param>
/// <param name="Choice">What is chosen with the claim.</param>
internal readonly record struct LifeEvent(int Winner, int Merchant, PaymentPlan Plan, WalletChoice Choice = default)
{
    public bool IsClaim => Merchant < 0;

    public static LifeEvent Claim(int winner, WalletChoice choice) => new(winner, -1, default, choice);
}
