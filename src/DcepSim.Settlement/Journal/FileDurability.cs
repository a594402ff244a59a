namespace DcepSim.Settlement.Journal;

/// <summary>What a flush of a real file waits for.</summary>
public enum FileDurability
{
    /// <summary>The disk has the bytes: they survive a power cut.</summary>
    Disk = 0,

    /// <summary>The operating system has the bytes: they survive the end of the process only. For measuring, never for receipts that must hold.</summary>
    OperatingSystem = 1,
}
