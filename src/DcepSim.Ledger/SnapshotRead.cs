namespace DcepSim.Ledger;

/// <summary>Gives the next bytes of a snapshot.</summary>
/// <param name="bytes">To be filled whole.</param>
public delegate void SnapshotRead(Span<byte> bytes);
