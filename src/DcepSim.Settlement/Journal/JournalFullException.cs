namespace DcepSim.Settlement.Journal;

/// <summary>The disk has no room for what was to be written.</summary>
public sealed class JournalFullException : JournalException
{
    /// <summary>An exception with a message that names the place.</summary>
    public JournalFullException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
