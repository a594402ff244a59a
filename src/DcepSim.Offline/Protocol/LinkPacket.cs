namespace DcepSim.Offline;

/// <summary>What one device sends another: a message, and the certificate of the purse that sends it.</summary>
/// <remarks><c>default</c> carries nothing. The memory must be left alone.</remarks>
/// <param name="FromPayer">Whether the payer sends it.</param>
/// <param name="Message">The bytes of a signed message; none in the payer's first packet, which only shows its certificate.</param>
/// <param name="Certificate">The bytes of the sender's certificate.</param>
public readonly record struct LinkPacket(bool FromPayer, ReadOnlyMemory<byte> Message, ReadOnlyMemory<byte> Certificate);
