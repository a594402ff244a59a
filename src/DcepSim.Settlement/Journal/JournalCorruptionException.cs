namespace DcepSim.Settlement.Journal;

/// <summary>Bytes that were durable are damaged beyond repair. Nothing has been cut; at most other blocks have been made good.</summary>
public sealed class JournalCorruptionException : JournalException
{
    /// <summary>Damage at a place.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="offset">Byte offset in the file.</param>
    /// <param name="expected">What should have been there.</param>
    /// <param name="found">What is there.</param>
    public JournalCorruptionException(string file, long offset, string expected, string found)
        : base(FormattableString.Invariant($"{file} is damaged at offset {offset}: expected {expected}, found {found}."))
    {
        File = file;
        Offset = offset;
    }

    /// <summary>The damaged file's name.</summary>
    public string File { get; }

    /// <summary>Byte offset of the damage in the file.</summary>
    public long Offset { get; }
}
