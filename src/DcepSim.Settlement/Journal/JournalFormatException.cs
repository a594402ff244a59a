namespace DcepSim.Settlement.Journal;

/// <summary>The journal was written by a newer build, or its files are of another journal. Nothing has been changed.</summary>
public sealed class JournalFormatException : JournalException
{
    /// <summary>An exception with a message that names the place.</summary>
    public JournalFormatException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
