using System.Collections.Concurrent;
using DcepSim.Settlement.Journal;
using NodaTime;

namespace DcepSim.UnitTests.Settlement;

/// <summary>A store in memory and a clock that stands, which note how much the threads that use them have allocated; what the store itself allocates is left
/// out.</summary>
internal sealed class AllocationWatch : IJournalStore, IClock
{
    private readonly MemoryJournalStore _inner = new();
    private readonly ConcurrentDictionary<string, Count> _counts = new();

    public string Place => _inner.Place;

    public long FreeBytes => _inner.FreeBytes;

    /// <summary>Bytes by the name of the thread, as they were when it last came by.</summary>
    public IReadOnlyDictionary<string, long> ByThread() => _counts.ToDictionary(pair => pair.Key, pair => Volatile.Read(ref pair.Value.Bytes));

    public Instant GetCurrentInstant()
    {
        Note(own: 0);
        return Instant.FromUtc(2020, 10, 10, 0, 0);
    }

    public IDisposable Lock() => _inner.Lock();

    public IReadOnlyList<string> Names() => _inner.Names();

    public IJournalFile Create(string name, long expectedBytes) => _inner.Create(name, expectedBytes);

    public IJournalFile Open(string name, bool writable) => new NotedFile(this, _inner.Open(name, writable));

    public void Rename(string name, string newName) => _inner.Rename(name, newName);

    public void Delete(string name) => _inner.Delete(name);

    public void FlushNames() => _inner.FlushNames();

    private void Note(long own)
    {
        if (Thread.CurrentThread.Name is not { } name || !name.StartsWith("settlement:", StringComparison.Ordinal))
            return;
        var count = _counts.GetOrAdd(name, static _ => new());
        count.Own += own;
        Volatile.Write(ref count.Bytes, GC.GetAllocatedBytesForCurrentThread() - count.Own);
    }

    private sealed class Count
    {
        public long Bytes;
        public long Own;
    }

    private sealed class NotedFile(AllocationWatch watch, IJournalFile file) : IJournalFile
    {
        public string Name => file.Name;

        public long Length => file.Length;

        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            file.Write(offset, bytes);
            watch.Note(GC.GetAllocatedBytesForCurrentThread() - before);
        }

        public int Read(long offset, Span<byte> bytes) => file.Read(offset, bytes);

        public void Flush()
        {
            watch.Note(own: 0);
            file.Flush();
        }

        public void Dispose() => file.Dispose();
    }
}
