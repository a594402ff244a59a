namespace DcepSim.Observations;

/// <summary>How many payments lie in a range of amounts.</summary>
/// <param name="FromFen">The least amount in it, in fen.</param>
/// <param name="UntilFen">The first amount above it, in fen.</param>
/// <param name="PacketParts">Payments whose packet part lies in it.</param>
/// <param name="Purchases">Payments whose whole price lies in it, own money and other tender included.</param>
public readonly record struct PaymentSizes(long FromFen, long UntilFen, long PacketParts, long Purchases);
