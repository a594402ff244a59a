namespace DcepSim.Settlement.Journal;

/// <summary>The journal's folder cannot be written to.</summary>
public sealed class JournalReadOnlyException : JournalException
{
    /// <summary>An exception with a message that names the place.</summary>
    public JournalReadOnlyException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
