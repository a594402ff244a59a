namespace DcepSim.Settlement.Journal;

/// <summary>
/// One open file of a journal. Offsets, lengths and the memory itself are multiples of <see cref="JournalLayout.BlockBytes"/>, so that
/// the real file can be written past the page cache.
/// </summary>
/// <remarks>Reads and writes of different places may run side by side, and a flush beside them; it covers the writes that had returned.</remarks>
public interface IJournalFile : IDisposable
{
    /// <summary>The file's name when it was opened.</summary>
    string Name { get; }

    /// <summary>Bytes of the file.</summary>
    long Length { get; }

    /// <summary>Writes all bytes, making the file longer if need be. Not certain to survive a power cut before <see cref="Flush"/>.</summary>
    /// <exception cref="IOException">Not all could be written; any of the blocks may or may not have been.</exception>
    /// <exception cref="JournalFullException">There was no room.</exception>
    void Write(long offset, ReadOnlySpan<byte> bytes);

    /// <summary>Reads from an offset; may stop early. The number of bytes read, 0 only at the end of the file.</summary>
    int Read(long offset, Span<byte> bytes);

    /// <summary>Makes all bytes written so far survive a power cut. After a failure nothing is known of them.</summary>
    /// <exception cref="IOException">The flush failed.</exception>
    void Flush();
}
