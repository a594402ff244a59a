using DcepSim.Settlement.Journal;

namespace DcepSim.Testing.Journal;

/// <summary>Lets a store that is not safe for several threads be used by several, one call at a time.</summary>
public sealed class OneAtATimeStore : IJournalStore
{
    private readonly IJournalStore _inner;
    private readonly Lock _one = new();

    /// <summary>A door before a store.</summary>
    public OneAtATimeStore(IJournalStore inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        _inner = inner;
    }

    /// <inheritdoc/>
    public string Place => _inner.Place;

    /// <inheritdoc/>
    public long FreeBytes
    {
        get
        {
            lock (_one)
                return _inner.FreeBytes;
        }
    }

    /// <inheritdoc/>
    public IDisposable Lock()
    {
        lock (_one)
            return _inner.Lock();
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Names()
    {
        lock (_one)
            return _inner.Names();
    }

    /// <inheritdoc/>
    public IJournalFile Create(string name, long expectedBytes)
    {
        lock (_one)
            return new OneAtATimeFile(_one, _inner.Create(name, expectedBytes));
    }

    /// <inheritdoc/>
    public IJournalFile Open(string name, bool writable)
    {
        lock (_one)
            return new OneAtATimeFile(_one, _inner.Open(name, writable));
    }

    /// <inheritdoc/>
    public void Rename(string name, string newName)
    {
        lock (_one)
            _inner.Rename(name, newName);
    }

    /// <inheritdoc/>
    public void Delete(string name)
    {
        lock (_one)
            _inner.Delete(name);
    }

    /// <inheritdoc/>
    public void FlushNames()
    {
        lock (_one)
            _inner.FlushNames();
    }

    private sealed class OneAtATimeFile(Lock one, IJournalFile file) : IJournalFile
    {
        public string Name => file.Name;

        public long Length
        {
            get
            {
                lock (one)
                    return file.Length;
            }
        }

        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            lock (one)
                file.Write(offset, bytes);
        }

        public int Read(long offset, Span<byte> bytes)
        {
            lock (one)
                return file.Read(offset, bytes);
        }

        public void Flush()
        {
            lock (one)
                file.Flush();
        }

        public void Dispose()
        {
            lock (one)
                file.Dispose();
        }
    }
}
