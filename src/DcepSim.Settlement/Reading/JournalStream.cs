using System.Runtime.CompilerServices;
using DcepSim.Settlement.Journal;

namespace DcepSim.Settlement.Reading;

/// <summary>Everything in a journal on disk as a stream, without a lock, changing nothing.</summary>
public static class JournalStream
{
    /// <summary>Reads a journal page by page, from a sequence on to its end.</summary>
    /// <param name="store">Where it is.</param>
    /// <param name="from">The first sequence wanted, from 1.</param>
    /// <param name="archive">Where older segments have been moved to, if any.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <exception cref="JournalGapException">The journal begins after that sequence, here and in the archive.</exception>
    /// <exception cref="JournalFormatException">It was written by a newer build.</exception>
    /// <exception cref="JournalCorruptionException">It is damaged beyond repair.</exception>
    /// <exception cref="OperationCanceledException">The stream was cancelled.</exception>
    public static async IAsyncEnumerable<SettledPage> ReadAsync(
        IJournalStore store, long from = 1, IJournalStore? archive = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var catalog = SegmentCatalog.Read(store);
        using var pages = new SettledPages(archive is null ? catalog : catalog.With(archive), from);
        await Task.Yield(); // the caller gets its enumerator before the first reading
        while (pages.TryRead(long.MaxValue, out var page))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return page;
        }
    }
}
