namespace DcepSim.Settlement.Journal;

/// <summary>The journal cannot go on, or cannot be opened; the kinds say why.</summary>
public class JournalException : Exception
{
    /// <summary>An exception with a message that names place, expected and found.</summary>
    public JournalException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a message and what led to it.</summary>
    public JournalException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
