namespace DcepSim.Observations;

/// <summary>What one merchant took in one run.</summary>
/// <param name="Merchant">Its popularity rank from 0; online platforms follow the merchants in store.</param>
/// <param name="Channel">Where it sells.</param>
/// <param name="Payments">Payments it was paid, with or without packet money.</param>
/// <param name="PacketFen">Packet money it was paid, in fen.</param>
/// <param name="OwnMoneyFen">Money from wallet top-ups it was paid, in fen.</param>
/// <param name="OtherTenderFen">What it was paid beside them outside e-CNY, in fen.</param>
public readonly record struct MerchantTakings(int Merchant, SalesChannel Channel, long Payments, long PacketFen, long OwnMoneyFen, long OtherTenderFen);
