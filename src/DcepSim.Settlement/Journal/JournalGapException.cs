namespace DcepSim.Settlement.Journal;

/// <summary>Records asked for are not in this folder: archived or never written.</summary>
public sealed class JournalGapException : JournalException
{
    /// <summary>An exception with a message that names the place.</summary>
    public JournalGapException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
