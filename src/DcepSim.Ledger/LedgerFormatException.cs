namespace DcepSim.Ledger;

/// <summary>A snapshot of a book is of a format that this build does not know. Nothing has been changed.</summary>
public sealed class LedgerFormatException : Exception
{
    /// <summary>Names the format.</summary>
    /// <param name="found">The format that the snapshot is of.</param>
    public LedgerFormatException(long found)
        : base($"The snapshot is of format {found}; this build reads format {LedgerSnapshot.FormatVersion}. "
            + (found > LedgerSnapshot.FormatVersion ? "A newer build wrote it: open it with that." : "An older build, or none, wrote it."))
    {
        Found = found;
    }

    /// <summary>The format that the snapshot is of.</summary>
    public long Found { get; }
}
