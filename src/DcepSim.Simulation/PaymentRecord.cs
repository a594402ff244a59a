using NodaTime;

namespace DcepSim.Simulation;

/// <summary>One settled purchase.</summary>
/// <remarks><c>default</c> means nothing. Immutable.</remarks>
/// <param name="Time">When it was settled.</param>
/// <param name="Entrant">The payer's number among the applicants, from 0.</param>
/// <param name="Operator">The payer's operator, by place in the scenario's list.</param>
/// <param name="Merchant">The merchant, by popularity rank from 0; online platforms follow the merchants in store.</param>
/// <param name="Packet">Paid from the packet.</param>
/// <param name="OwnMoney">Paid from a wallet top-up.</param>
/// <param name="OtherTender">Paid by another method.</param>
/// <param name="PacketLeft">What is left in the packet.</param>
/// <param name="Sequence">The ledger's number of the payment's first transfer.</param>
public readonly record struct PaymentRecord(
    Instant Time,
    int Entrant,
    int Operator,
    MerchantId Merchant,
    Amount Packet,
    Amount OwnMoney,
    Amount OtherTender,
    Amount PacketLeft,
    long Sequence);
