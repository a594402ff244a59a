namespace DcepSim.Observations;

/// <summary>What went through one operator's personal wallets in one run.</summary>
/// <param name="Operator">The operator, by place in the scenario's list.</param>
/// <param name="Claims">Packets claimed into its wallets.</param>
/// <param name="ClaimedFen">Their value, in fen.</param>
/// <param name="Payments">Payments out of its wallets.</param>
/// <param name="PacketFen">Packet money spent, in fen.</param>
/// <param name="OwnMoneyFen">Money from wallet top-ups spent, in fen.</param>
/// <param name="OtherTenderFen">What was paid beside them outside e-CNY, in fen.</param>
public readonly record struct OperatorFlow(int Operator, long Claims, long ClaimedFen, long Payments, long PacketFen, long OwnMoneyFen, long OtherTenderFen);
