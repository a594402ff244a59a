namespace DcepSim.Settlement.Journal;

/// <summary>A journal's folder in memory: for tests and for measuring without a disk. Gone with the process.</summary>
/// <remarks>Safe for use from several threads.</remarks>
public sealed class MemoryJournalStore : IJournalStore
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, Content> _files = new(StringComparer.Ordinal);
    private object? _holder;

    /// <summary>An empty folder.</summary>
    /// <param name="capacityBytes">Bytes that all files together may take.</param>
    public MemoryJournalStore(long capacityBytes = long.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacityBytes);
        CapacityBytes = capacityBytes;
    }

    /// <summary>Bytes that all files together may take.</summary>
    public long CapacityBytes { get; }

    /// <inheritdoc/>
    public string Place => "memory";

    /// <inheritdoc/>
    public long FreeBytes
    {
        get
        {
            lock (_gate)
                return CapacityBytes - _files.Values.Sum(content => Math.Max(content.Length, content.SetAsideBytes));
        }
    }

    /// <inheritdoc/>
    public IDisposable Lock()
    {
        lock (_gate)
        {
            if (_holder is not null)
                throw new JournalLockedException("memory: the journal is held by another caller.");
            var hold = new Hold(this);
            _holder = hold;
            return hold;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Names()
    {
        lock (_gate)
            return [.. _files.Keys];
    }

    /// <inheritdoc/>
    public IJournalFile Create(string name, long expectedBytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        lock (_gate)
        {
            _files.Remove(name);
            if (expectedBytes > FreeBytes)
                throw new JournalFullException(FormattableString.Invariant($"memory: {name} needs {expectedBytes} bytes, {FreeBytes} are free."));
            var content = new Content { SetAsideBytes = expectedBytes };
            _files.Add(name, content);
            return new OpenFile(this, name, content);
        }
    }

    /// <inheritdoc/>
    public IJournalFile Open(string name, bool writable)
    {
        lock (_gate)
            return _files.TryGetValue(name, out var content) ? new OpenFile(this, name, content) : throw new FileNotFoundException($"memory: there is no {name}.", name);
    }

    /// <inheritdoc/>
    public void Rename(string name, string newName)
    {
        lock (_gate)
        {
            if (!_files.Remove(name, out var content))
                throw new FileNotFoundException($"memory: there is no {name}.", name);
            _files[newName] = content;
        }
    }

    /// <inheritdoc/>
    public void Delete(string name)
    {
        lock (_gate)
            _files.Remove(name);
    }

    /// <inheritdoc/>
    public void FlushNames()
    {
    }

    private sealed class Hold(MemoryJournalStore store) : IDisposable
    {
        public void Dispose()
        {
            lock (store._gate)
                store._holder = store._holder == this ? null : store._holder; // nobody else's, when it is let go once more
        }
    }

    private sealed class Content
    {
        public byte[] Bytes { get; set; } = [];

        public int Length { get; set; }

        public long SetAsideBytes { get; init; }
    }

    private sealed class OpenFile(MemoryJournalStore store, string name, Content content) : IJournalFile
    {
        public string Name => name;

        public long Length
        {
            get
            {
                lock (content)
                    return content.Length;
            }
        }

        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            BlockAccess.Check(offset, bytes);
            lock (content)
            {
                var end = checked((int)(offset + bytes.Length));
                if (end > content.Length)
                    Grow(end);
                bytes.CopyTo(content.Bytes.AsSpan((int)offset));
            }
        }

        public int Read(long offset, Span<byte> bytes)
        {
            BlockAccess.Check(offset, bytes);
            lock (content)
            {
                var part = (int)Math.Clamp(content.Length - offset, 0, bytes.Length);
                content.Bytes.AsSpan((int)Math.Min(offset, content.Length), part).CopyTo(bytes);
                return part;
            }
        }

        public void Flush()
        {
        }

        public void Dispose()
        {
        }

        private void Grow(int end)
        {
            if (end - Math.Max(content.Length, content.SetAsideBytes) > store.FreeBytes)
                throw new JournalFullException(FormattableString.Invariant($"memory: {name} is to grow to {end} bytes, {store.FreeBytes} are free."));
            if (end > content.Bytes.Length)
            {
                var grown = new byte[Math.Max(end, (int)Math.Min(int.MaxValue / 2, content.Bytes.Length * 2L))];
                content.Bytes.AsSpan(0, content.Length).CopyTo(grown);
                content.Bytes = grown;
            }

            content.Length = end;
        }
    }
}
