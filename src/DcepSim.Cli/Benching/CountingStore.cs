using DcepSim.Settlement.Journal;
using DcepSim.Statistics.Estimation;

namespace DcepSim.Cli.Benching;

/// <summary>A journal's store that counts and times what the journal itself writes and flushes; segments written ahead and checkpoints are not
/// counted.</summary>
/// <remarks>The journal writes with one call at a time, and flushes with one at a time: what a time is noted in needs no lock.</remarks>
/// <param name="store">Where the journal is.</param>
/// <param name="time">Measures time.</param>
public sealed class CountingStore(IJournalStore store, TimeProvider time) : IJournalStore
{
    private volatile LatencyHistogram _writeTimes = new();
    private volatile LatencyHistogram _flushTimes = new();
    private long _bytes;
    private long _flushes;

    /// <summary>How much was written.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>How often it was flushed.</summary>
    public long Flushes => Volatile.Read(ref _flushes);

    /// <summary>How long writes took. Nothing may be under way.</summary>
    public Percentiles WriteTimes => Percentiles.Of(_writeTimes);

    /// <summary>How long flushes took. Nothing may be under way.</summary>
    public Percentiles FlushTimes => Percentiles.Of(_flushTimes);

    /// <inheritdoc/>
    public string Place => store.Place;

    /// <inheritdoc/>
    public long FreeBytes => store.FreeBytes;

    /// <summary>Begins to note times anew. Nothing may be under way.</summary>
    public void ForgetTimes() => (_writeTimes, _flushTimes) = (new(), new());

    /// <inheritdoc/>
    public IDisposable Lock() => store.Lock();

    /// <inheritdoc/>
    public IReadOnlyList<string> Names() => store.Names();

    /// <inheritdoc/>
    public IJournalFile Create(string name, long expectedBytes) => store.Create(name, expectedBytes);

    /// <inheritdoc/>
    public IJournalFile Open(string name, bool writable)
    {
        var file = store.Open(name, writable);
        return writable ? new CountedFile(this, file) : file;
    }

    /// <inheritdoc/>
    public void Rename(string name, string newName) => store.Rename(name, newName);

    /// <inheritdoc/>
    public void Delete(string name) => store.Delete(name);

    /// <inheritdoc/>
    public void FlushNames() => store.FlushNames();

    private long Now => time.GetTimestamp();

    private long Since(long began) => (long)time.GetElapsedTime(began).TotalNanoseconds;

    private sealed class CountedFile(CountingStore store, IJournalFile file) : IJournalFile
    {
        public string Name => file.Name;

        public long Length => file.Length;

        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            var began = store.Now;
            file.Write(offset, bytes);
            store._writeTimes.Record(store.Since(began));
            Interlocked.Add(ref store._bytes, bytes.Length);
        }

        public int Read(long offset, Span<byte> bytes) => file.Read(offset, bytes);

        public void Flush()
        {
            var began = store.Now;
            file.Flush();
            store._flushTimes.Record(store.Since(began));
            Interlocked.Increment(ref store._flushes);
        }

        public void Dispose() => file.Dispose();
    }
}
