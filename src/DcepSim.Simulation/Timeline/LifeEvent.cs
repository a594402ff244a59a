using DcepSim.Wallets;

namespace DcepSim.Simulation.Timeline;

/// <summary>One thing a winner does: claims the packet, or makes a purchase.</summary>
/// <param name="Winner">The winner's place in the draw.</param>
/// <param name="Merchant">Where the purchase is made; negative for a claim.</param>
/// <param name="Plan">How the purchase is to be paid.</param>
internal readonly record struct LifeEvent(int Winner, int Merchant, PaymentPlan Plan)
{
    public bool IsClaim => Merchant < 0;

    public static LifeEvent Claim(int winner) => new(winner, -1, default);
}
