namespace DcepSim.Ledger;

/// <summary>How much of what follows in a snapshot.</summary>
internal unsafe struct SnapshotHeader
{
    public long Version;
    public long Sequence;
    public long Time;
    public long Window;
    public int Accounts;
    public int Limits;

    /// <summary>Places of holds, free ones among them.</summary>
    public int Holds;
    public uint Sessions;

    public readonly long TotalBytes => sizeof(SnapshotHeader)
        + (Accounts * (long)sizeof(AccountRecord))
        + (Limits * (long)sizeof(Limits))
        + (Holds * (long)sizeof(HoldRecord))
        + (2 * (long)Turnover.Bytes)
        + (Sessions * (long)sizeof(ulong));
}
