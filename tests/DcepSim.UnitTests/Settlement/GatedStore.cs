using DcepSim.Settlement.Journal;

namespace DcepSim.UnitTests.Settlement;

/// <summary>A store whose flushes wait until they are let through, or fail when told to; calls come one at a time.</summary>
internal sealed class GatedStore(IJournalStore inner) : IJournalStore, IDisposable
{
    private readonly Lock _one = new();
    private readonly ManualResetEventSlim _gate = new(initialState: true);
    private volatile bool _fails;

    /// <summary>Signalled each time a flush comes to the gate.</summary>
    public SemaphoreSlim Arrived { get; } = new(0);

    public string Place => inner.Place;

    public long FreeBytes => inner.FreeBytes;

    public void Close() => _gate.Reset();

    public void Open() => _gate.Set();

    public void Break() => _fails = true;

    public void Dispose()
    {
        _gate.Dispose();
        Arrived.Dispose();
    }

    public IDisposable Lock() => inner.Lock();

    public IReadOnlyList<string> Names() => inner.Names();

    public IJournalFile Create(string name, long expectedBytes) => new GatedFile(this, inner.Create(name, expectedBytes));

    public IJournalFile Open(string name, bool writable) => new GatedFile(this, inner.Open(name, writable));

    public void Rename(string name, string newName) => inner.Rename(name, newName);

    public void Delete(string name) => inner.Delete(name);

    public void FlushNames() => inner.FlushNames();

    private sealed class GatedFile(GatedStore store, IJournalFile file) : IJournalFile
    {
        public string Name => file.Name;

        public long Length => file.Length;

        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            lock (store._one)
                file.Write(offset, bytes);
        }

        public int Read(long offset, Span<byte> bytes)
        {
            lock (store._one)
                return file.Read(offset, bytes);
        }

        public void Flush()
        {
            store.Arrived.Release();
            store._gate.Wait();
            if (store._fails)
                throw new IOException("the flush failed, as told");
            lock (store._one)
                file.Flush();
        }

        public void Dispose() => file.Dispose();
    }
}
