namespace DcepSim.Offline;

/// <summary>How a purse's secure element is broken.</summary>
public enum Compromise : byte
{
    /// <summary>Not broken; the meaning of <c>default</c>.</summary>
    None = 0,

    /// <summary>Copied: the copies pay independently, so each counter is used once per copy.</summary>
    ClonedElement = 1,

    /// <summary>Set back to an earlier state again and again: a stretch of counters is used repeatedly.</summary>
    RolledBackCounter = 2,

    /// <summary>The private key is out: payments with fresh counters and no value behind them.</summary>
    ExtractedKey = 3,
}
