using DcepSim.Settlement.Journal;

namespace DcepSim.SimulationTests.Settlement;

/// <summary>Says at once that a segment's content was flushed, and does it before the next write to it: who trusts it answers before the flush.</summary>
internal sealed class LateStore(IJournalStore inner) : IJournalStore
{
    public string Place => inner.Place;

    public long FreeBytes => inner.FreeBytes;

    public IDisposable Lock() => inner.Lock();

    public IReadOnlyList<string> Names() => inner.Names();

    public IJournalFile Create(string name, long expectedBytes) => inner.Create(name, expectedBytes);

    public IJournalFile Open(string name, bool writable) => writable ? new LateFile(inner.Open(name, writable)) : inner.Open(name, writable);

    public void Rename(string name, string newName) => inner.Rename(name, newName);

    public void Delete(string name) => inner.Delete(name);

    public void FlushNames() => inner.FlushNames();

    private sealed class LateFile(IJournalFile file) : IJournalFile
    {
        private bool _owesFlush;

        public string Name => file.Name;

        public long Length => file.Length;

        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            if (_owesFlush)
                file.Flush();
            _owesFlush = false;
            file.Write(offset, bytes);
        }

        public int Read(long offset, Span<byte> bytes) => file.Read(offset, bytes);

        public void Flush() => _owesFlush = true;

        public void Dispose() => file.Dispose();
    }
}
