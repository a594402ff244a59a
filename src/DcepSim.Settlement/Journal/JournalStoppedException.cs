namespace DcepSim.Settlement.Journal;

/// <summary>The writer has stopped for good after a failed write or flush. What was not known durable then is unknown until the journal is recovered.</summary>
public sealed class JournalStoppedException : JournalException
{
    /// <summary>An exception with a message that names the place.</summary>
    public JournalStoppedException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
