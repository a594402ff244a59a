namespace DcepSim.Ledger;

/// <summary>
/// A journal entry does not say what the books say: the journal, the build or the memory is wrong, and nothing more may be answered.
/// </summary>
public sealed class LedgerCorruptionException : Exception
{
    /// <summary>Names the place and what was found there.</summary>
    /// <param name="sequence">The entry's place in the journal.</param>
    /// <param name="expected">What the journal says.</param>
    /// <param name="found">What the books say.</param>
    public LedgerCorruptionException(long sequence, string expected, string found)
        : base($"Entry {sequence} of the journal says {expected}; the books say {found}.")
    {
        Sequence = sequence;
        Expected = expected;
        Found = found;
    }

    /// <summary>The entry's place in the journal, 1 and up.</summary>
    public long Sequence { get; }

    /// <summary>What the journal says.</summary>
    public string Expected { get; }

    /// <summary>What the books say.</summary>
    public string Found { get; }
}
