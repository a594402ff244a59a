namespace DcepSim.Settlement.Journal;

/// <summary>Another process, or another caller in this one, holds the journal's folder.</summary>
public sealed class JournalLockedException : JournalException
{
    /// <summary>An exception with a message that names the place.</summary>
    public JournalLockedException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
