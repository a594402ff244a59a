using DcepSim.Settlement.Journal;

namespace DcepSim.Testing.Journal;

/// <summary>A store that takes everything at once and keeps nothing: what a journal costs without a disk can be measured on it.</summary>
/// <remarks>Whatever is read is zero. Safe for use from several threads.</remarks>
public sealed class BottomlessStore : IJournalStore
{
    private readonly MemoryJournalStore _lock = new();

    /// <inheritdoc/>
    public string Place => "nowhere";

    /// <inheritdoc/>
    public long FreeBytes => long.MaxValue / 2;

    /// <inheritdoc/>
    public IDisposable Lock() => _lock.Lock();

    /// <inheritdoc/>
    public IReadOnlyList<string> Names() => [];

    /// <inheritdoc/>
    public IJournalFile Create(string name, long expectedBytes) => new BottomlessFile(name);

    /// <inheritdoc/>
    public IJournalFile Open(string name, bool writable) => new BottomlessFile(name);

    /// <inheritdoc/>
    public void Rename(string name, string newName)
    {
    }

    /// <inheritdoc/>
    public void Delete(string name)
    {
    }

    /// <inheritdoc/>
    public void FlushNames()
    {
    }

    private sealed class BottomlessFile(string name) : IJournalFile
    {
        public string Name => name;

        public long Length => long.MaxValue / 2;

        public void Write(long offset, ReadOnlySpan<byte> bytes) => BlockAccess.Check(offset, bytes);

        public int Read(long offset, Span<byte> bytes)
        {
            bytes.Clear();
            return bytes.Length;
        }

        public void Flush()
        {
        }

        public void Dispose()
        {
        }
    }
}
