using NodaTime.HighPerformance;

namespace DcepSim.Simulation;

/// <summary>A purchase of which the payer's own money pays a part, if the wallet's limits let it; else another tender pays that part.</summary>
/// <param name="Time">When.</param>
/// <param name="Winner">The payer's place in the draw.</param>
/// <param name="Operator">The payer's operator, by place in the scenario's list.</param>
/// <param name="Merchant">Where.</param>
/// <param name="Packet">Paid from the packet, whatever the wallet can pay.</param>
/// <param name="OwnMoney">To be paid from a top-up made for it.</param>
/// <param name="PacketLeft">What is left in the packet then.</param>
internal readonly record struct OwnMoneyPurchase(
    Instant64 Time, int Winner, byte Operator, int Merchant, Amount Packet, Amount OwnMoney, Amount PacketLeft)
{
    /// <summary>The packet's payment if any, the top-up, and the payment from the wallet.</summary>
    public int ChainLength => Packet.IsZero ? 2 : 3;
}
