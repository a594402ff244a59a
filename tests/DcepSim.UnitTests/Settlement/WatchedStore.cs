using DcepSim.Settlement.Journal;

namespace DcepSim.UnitTests.Settlement;

/// <summary>A store that counts what is read from it and what stands open, and stands still or fails when told to.</summary>
internal sealed class WatchedStore(IJournalStore inner) : IJournalStore, IDisposable
{
    private readonly ManualResetEventSlim _gate = new(initialState: true);
    private long _bytesRead;
    private int _copiesLeft;
    private int _writesLeft;
    private int _openFiles;

    /// <summary>Signalled when it stands still.</summary>
    public SemaphoreSlim Paused { get; } = new(0);

    public long BytesRead
    {
        get => Interlocked.Read(ref _bytesRead);
        set => Interlocked.Exchange(ref _bytesRead, value);
    }

    public int OpenFiles => Volatile.Read(ref _openFiles);

    /// <summary>Which files may neither be made nor be opened.</summary>
    public Func<string, bool> Forbids { get; set; } = _ => false;

    public string Place => inner.Place;

    public long FreeBytes => inner.FreeBytes;

    /// <summary>Stands still before the making of a file, from 1 for the next one.</summary>
    public void PauseAtCopy(int copy)
    {
        _copiesLeft = copy;
        _gate.Reset();
    }

    public void GoOn() => _gate.Set();

    /// <summary>Fails at a write, from 1 for the next one; 0 for never.</summary>
    public void FailAtWrite(int write) => _writesLeft = write;

    public void Dispose()
    {
        _gate.Dispose();
        Paused.Dispose();
    }

    public IDisposable Lock() => inner.Lock();

    public IReadOnlyList<string> Names() => inner.Names();

    public IJournalFile Create(string name, long expectedBytes)
    {
        if (Interlocked.Decrement(ref _copiesLeft) == 0)
        {
            Paused.Release();
            _gate.Wait();
        }

        return Watched(name, () => inner.Create(name, expectedBytes));
    }

    public IJournalFile Open(string name, bool writable) => Watched(name, () => inner.Open(name, writable));

    public void Rename(string name, string newName) => inner.Rename(name, newName);

    public void Delete(string name) => inner.Delete(name);

    public void FlushNames() => inner.FlushNames();

    private WatchedFile Watched(string name, Func<IJournalFile> open)
    {
        if (Forbids(name))
            throw new UnauthorizedAccessException($"{name} may not be opened, as told");
        var file = new WatchedFile(this, open());
        Interlocked.Increment(ref _openFiles);
        return file;
    }

    private sealed class WatchedFile(WatchedStore store, IJournalFile file) : IJournalFile
    {
        private int _isDisposed;

        public string Name => file.Name;

        public long Length => file.Length;

        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            if (Interlocked.Decrement(ref store._writesLeft) == 0)
                throw new IOException("the write failed, as told");
            file.Write(offset, bytes);
        }

        public int Read(long offset, Span<byte> bytes)
        {
            var read = file.Read(offset, bytes);
            Interlocked.Add(ref store._bytesRead, read);
            return read;
        }

        public void Flush() => file.Flush();

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
                Interlocked.Decrement(ref store._openFiles);
            file.Dispose();
        }
    }
}
