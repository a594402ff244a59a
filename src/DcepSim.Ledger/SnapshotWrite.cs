namespace DcepSim.Ledger;

/// <summary>Takes the next bytes of a snapshot.</summary>
/// <param name="bytes">Valid during the call only.</param>
public delegate void SnapshotWrite(ReadOnlySpan<byte> bytes);
