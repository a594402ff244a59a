using DcepSim.Settlement.Journal;

namespace DcepSim.Cli.Benching;

/// <summary>A journal's store that counts what the journal itself writes and flushes; segments written ahead and checkpoints are not counted.</summary>
internal sealed class CountingStore(IJournalStore store) : IJournalStore
{
    private long _bytes;
    private long _flushes;

    public long Bytes => Volatile.Read(ref _bytes);

    public long Flushes => Volatile.Read(ref _flushes);

    public string Place => store.Place;

    public long FreeBytes => store.FreeBytes;

    public IDisposable Lock() => store.Lock();

    public IReadOnlyList<string> Names() => store.Names();

    public IJournalFile Create(string name, long expectedBytes) => store.Create(name, expectedBytes);

    public IJournalFile Open(string name, bool writable)
    {
        var file = store.Open(name, writable);
        return writable ? new CountedFile(this, file) : file;
    }

    public void Rename(string name, string newName) => store.Rename(name, newName);

    public void Delete(string name) => store.Delete(name);

    public void FlushNames() => store.FlushNames();

    private sealed class CountedFile(CountingStore store, IJournalFile file) : IJournalFile
    {
        public string Name => file.Name;

        public long Length => file.Length;

        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            file.Write(offset, bytes);
            Interlocked.Add(ref store._bytes, bytes.Length);
        }

        public int Read(long offset, Span<byte> bytes) => file.Read(offset, bytes);

        public void Flush()
        {
            file.Flush();
            Interlocked.Increment(ref store._flushes);
        }

        public void Dispose() => file.Dispose();
    }
}
