using System.Runtime.InteropServices;
using DcepSim.Ledger;
using DcepSim.Settlement.Journal;

namespace DcepSim.Settlement.Reading;

/// <summary>Reads single blocks of a segment, holds each against its checksum, and takes out the entries of an account.</summary>
internal sealed class BlockReading(SegmentCatalog catalog, SegmentEntry segment, ISegmentMap map, PartRequest wanted) : IDisposable
{
    private const int RunBlocksMax = 32;

    private IJournalFile? _file;

    /// <summary>What is to be read to have the entries that some blocks hold within a span: blocks side by side together.</summary>
    /// <param name="blocks">Which blocks, ascending.</param>
    /// <param name="span">What of them is wanted.</param>
    public IEnumerable<StatementPiece> Pieces(ReadOnlySpan<int> blocks, StatementSpan span)
    {
        var file = _file ??= segment.Open(writable: false);
        var runs = RunsOf(blocks);
        if (wanted.IsNewestFirst)
            runs.Reverse();
        return runs.Select(run => new StatementPiece(run.Count, () => ReadRun(file, run.First, run.Count, span)));
    }

    public void Dispose() => _file?.Dispose();

    private static List<(int First, int Count)> RunsOf(ReadOnlySpan<int> blocks)
    {
        var runs = new List<(int First, int Count)>();
        foreach (var block in blocks)
        {
            if (runs is [.., var (first, count)] && first + count == block && count < RunBlocksMax)
                runs[^1] = (first, count + 1);
            else
                runs.Add((block, 1));
        }

        return runs;
    }

    private List<StatementEntry> ReadRun(IJournalFile file, int first, int count, in StatementSpan span)
    {
        var found = new List<StatementEntry>();
        using var memory = new AlignedBuffer(count * JournalLayout.BlockBytes, isCleared: false);
        var isRead = IndexReads.TryRead(file, first * (long)JournalLayout.BlockBytes, memory.Span);
        for (var block = 0; block < count; block++)
        {
            var group = map.GroupAt(first + block);
            var bytes = memory.Span.Slice(block * JournalLayout.BlockBytes, JournalLayout.BlockBytes);
            if (isRead && IsSound(bytes, group, first + block))
                Take(RecordsIn(bytes, group, first + block), FirstIn(group, first + block), span, found);
            else
                TakeRepaired(group, first + block, span, found);
        }

        if (wanted.IsNewestFirst)
            found.Reverse();
        return found;
    }

    private bool IsSound(ReadOnlySpan<byte> bytes, in GroupRow group, int block) => group.IsSmall
        ? GroupHeader.TryRead(bytes, catalog.Journal, out var header) && header.FirstSequence == group.FirstSequence && header.Count == group.Count
        : Crc32C.Of(bytes) == map.Checksum(group.Checksum + block - group.Block - 1);

    private static long FirstIn(in GroupRow group, int block) =>
        group.IsSmall ? group.FirstSequence : group.FirstSequence + ((block - group.Block - 1L) * JournalLayout.RecordsPerBlock);

    private static ReadOnlySpan<byte> RecordsIn(ReadOnlySpan<byte> bytes, in GroupRow group, int block)
    {
        var count = (int)Math.Min(JournalLayout.RecordsPerBlock, group.LastSequence - FirstIn(group, block) + 1);
        return bytes.Slice(group.IsSmall ? JournalLayout.GroupHeaderBytes : 0, count * JournalLayout.RecordBytes);
    }

    private void Take(ReadOnlySpan<byte> records, long first, in StatementSpan span, List<StatementEntry> found) =>
        Take(MemoryMarshal.Cast<byte, JournalEntry>(records), first, wanted.Account, span, found);

    /// <summary>Adds those of some entries that touched an account within a span.</summary>
    public static void Take(ReadOnlySpan<JournalEntry> entries, long first, int account, in StatementSpan span, List<StatementEntry> found)
    {
        for (var i = 0; i < entries.Length; i++)
        {
            ref readonly var entry = ref entries[i];
            var (debit, credit) = entry.TouchedAccounts;
            if ((debit != account && credit != account) || !span.Holds(first + i, entry.Time))
                continue;
            var receipt = entry.ReceiptAt(first + i);
            found.Add(new(first + i, entry.Time, entry.Kind, entry.Transfer, debit == account, debit == account ? receipt.DebitBalance : receipt.CreditBalance));
        }
    }

    // The whole group, made good from its parity, or the place where it cannot be.
    private void TakeRepaired(in GroupRow group, int block, in StatementSpan span, List<StatementEntry> found)
    {
        using var reader = new JournalReader(catalog, group.FirstSequence);
        var (from, through) = (FirstIn(group, block), group.IsSmall ? group.LastSequence : Math.Min(group.LastSequence, FirstIn(group, block + 1) - 1));
        while (reader.Read(through))
        {
            var entries = MemoryMarshal.Cast<byte, JournalEntry>(reader.Records);
            var skipped = (int)Math.Clamp(from - reader.FirstSequence, 0, entries.Length);
            Take(entries[skipped..], reader.FirstSequence + skipped, wanted.Account, span, found);
        }
    }
}
