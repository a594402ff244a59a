using DcepSim.Settlement.Journal;

namespace DcepSim.UnitTests.Settlement;

/// <summary>A store whose flushes, and writes to files that were there, wait until they are let through, or fail when told to; calls come one at a time.</summary>
internal sealed class GatedStore(IJournalStore inner) : IJournalStore, IDisposable
{
    private readonly Lock _one = new();
    private readonly ManualResetEventSlim _gate = new(initialState: true);
    private readonly ManualResetEventSlim _writeGate = new(initialState: true);
    private volatile bool _fails;
    private int _writes;

    /// <summary>Signalled each time a flush comes to the gate.</summary>
    public SemaphoreSlim Arrived { get; } = new(0);

    /// <summary>Signalled each time a write comes to the gate for writes while that is closed.</summary>
    public SemaphoreSlim WriteArrived { get; } = new(0);

    /// <summary>How many writes to files that were there have come.</summary>
    public int Writes => Volatile.Read(ref _writes);

    public string Place => inner.Place;

    public long FreeBytes => inner.FreeBytes;

    public void Close() => _gate.Reset();

    public void Open() => _gate.Set();

    public void CloseForWrites() => _writeGate.Reset();

    public void OpenForWrites() => _writeGate.Set();

    public void Break() => _fails = true;

    public void Dispose()
    {
        _gate.Dispose();
        _writeGate.Dispose();
        Arrived.Dispose();
        WriteArrived.Dispose();
    }

    public IDisposable Lock() => inner.Lock();

    public IReadOnlyList<string> Names() => inner.Names();

    public IJournalFile Create(string name, long expectedBytes) => new GatedFile(this, inner.Create(name, expectedBytes), isNew: true);

    public IJournalFile Open(string name, bool writable) => new GatedFile(this, inner.Open(name, writable), isNew: false);

    public void Rename(string name, string newName) => inner.Rename(name, newName);

    public void Delete(string name) => inner.Delete(name);

    public void FlushNames() => inner.FlushNames();

    private void ComeToWrite()
    {
        Interlocked.Increment(ref _writes);
        if (!_writeGate.IsSet)
            WriteArrived.Release();
        _writeGate.Wait();
    }

    private sealed class GatedFile(GatedStore store, IJournalFile file, bool isNew) : IJournalFile
    {
        public string Name => file.Name;

        public long Length => file.Length;

        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            if (!isNew)
                store.ComeToWrite();
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
