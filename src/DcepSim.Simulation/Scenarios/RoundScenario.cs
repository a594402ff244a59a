using NodaTime;

namespace DcepSim.Simulation.Scenarios;

/// <summary>A further round of a campaign (轮次): a new draw or grab among the same applicants, with packets of a validity of their own.</summary>
/// <param name="ClaimOpens">When its winners are drawn and told and may claim.</param>
/// <param name="SpendOpens">When its packets may first be spent.</param>
/// <param name="SpendCloses">The first moment at which they may no longer be spent.</param>
/// <param name="CountShare">Its packets of each row as a share of the first round's, 0 to 100, rounded down; money that rolled over comes on top.</param>
public sealed record RoundScenario(LocalDateTime ClaimOpens, LocalDateTime SpendOpens, LocalDateTime SpendCloses, double CountShare)
{
    /// <summary>How many packets of a row it has, before money that rolls over buys further ones.</summary>
    /// <param name="packet">The row.</param>
    public int CountOf(PacketScenario packet)
    {
        ArgumentNullException.ThrowIfNull(packet);
        return (int)Math.Floor(packet.Count * CountShare);
    }
}
