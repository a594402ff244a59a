namespace DcepSim.Settlement.Journal;

/// <summary>
/// A folder of files that the journal lives in: real, in memory, or faulty on purpose.
/// </summary>
/// <remarks>
/// <para>The contract, which the store kit of DcepSim.Testing examines: a name made, renamed or deleted is certain to survive a power
/// cut only after <see cref="FlushNames"/>, the bytes of a file only after its own <see cref="IJournalFile.Flush"/>. A rename replaces the
/// target and is never half done.</para>
/// <para>Names are plain file names. Safe for use from several threads.</para>
/// </remarks>
public interface IJournalStore
{
    /// <summary>Where this is, for messages.</summary>
    string Place { get; }

    /// <summary>Bytes that new files can still take.</summary>
    long FreeBytes { get; }

    /// <summary>Keeps every other process and every other caller out until the result is disposed.</summary>
    /// <exception cref="JournalLockedException">Somebody else holds the folder.</exception>
    /// <exception cref="JournalReadOnlyException">The folder cannot be written to.</exception>
    IDisposable Lock();

    /// <summary>The names of all files, in ordinal order.</summary>
    IReadOnlyList<string> Names();

    /// <summary>Makes an empty file, replacing one of that name.</summary>
    /// <param name="name">A plain file name.</param>
    /// <param name="expectedBytes">How large it will become, so that room can be set aside; 0 if not known.</param>
    /// <exception cref="JournalFullException">There is no room for it.</exception>
    IJournalFile Create(string name, long expectedBytes);

    /// <summary>Opens a file that is there.</summary>
    /// <param name="name">A plain file name.</param>
    /// <param name="writable">Whether it will be written to.</param>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    IJournalFile Open(string name, bool writable);

    /// <summary>Gives a file another name, replacing a file that had it.</summary>
    void Rename(string name, string newName);

    /// <summary>Deletes a file. None of that name is no error.</summary>
    void Delete(string name);

    /// <summary>Makes all names made, changed and deleted so far survive a power cut.</summary>
    void FlushNames();
}
