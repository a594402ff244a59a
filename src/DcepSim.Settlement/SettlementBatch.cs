using System.Runtime.InteropServices;
using DcepSim.Ledger;
using DcepSim.Settlement.Journal;
using DcepSim.Settlement.Reading;

namespace DcepSim.Settlement;

/// <summary>Requests that are sequenced, journaled and flushed together. Its memory is used again and again.</summary>
internal sealed class SettlementBatch : IDisposable
{
    /// <summary>Copied at a time: what stays in the nearest cache until all is done with it.</summary>
    private const int StrideRecords = 4 * JournalLayout.RecordsPerBlock;

    private readonly Receipt[] _receipts;
    private readonly int[] _touched;
    private long _after;
    private long _through;

    public SettlementBatch(PipelineOptions options)
    {
        _receipts = GC.AllocateUninitializedArray<Receipt>(options.BatchTransfersMax);
        _touched = options.KeepsStatements ? GC.AllocateUninitializedArray<int>(AccountTail.AccountsOfEntry * options.GroupRecords) : [];
        Group = new(options.GroupRecords);
    }

    public JournalGroup Group { get; }

    public List<Request> Requests { get; } = [];

    /// <summary>Whether a snapshot was taken after it, to be written down once it is durable.</summary>
    public bool EndsWithSnapshot { get; set; }

    public int ReceiptCount { get; private set; }

    public Span<Receipt> TakeReceipts(int count)
    {
        ReceiptCount += count;
        return _receipts.AsSpan(ReceiptCount - count, count);
    }

    public ReadOnlySpan<Receipt> ReceiptsAt(int place, int count) => _receipts.AsSpan(place, count);

    /// <summary>How many of the ledger's entries are this batch's.</summary>
    public int EntryCount { get; private set; }

    /// <summary>Says which of the ledger's entries are this batch's.</summary>
    public void NoteEntries(long after, long through) => (_after, _through, EntryCount) = (after, through, (int)(through - after));

    /// <summary>The accounts that its entries touched, as <see cref="AccountTail"/> keeps them; nothing when no statements are kept.</summary>
    public ReadOnlySpan<int> Touched => _touched.AsSpan(0, Math.Min(_touched.Length, AccountTail.AccountsOfEntry * Group.Count));

    /// <summary>Takes its entries into the memory the disk is written from, with all that is reckoned from them.</summary>
    public void TakeEntries(GeneralLedger ledger)
    {
        while (_after < _through)
        {
            var (first, count) = (Group.Count, (int)Math.Min(StrideRecords, _through - _after));
            var entries = MemoryMarshal.Cast<byte, JournalEntry>(Group.Reserve(count));
            ledger.CopyEntries(_after, _after + count, entries);
            if (_touched.Length > 0)
                AccountTail.NoteTouched(entries, _touched.AsSpan(AccountTail.AccountsOfEntry * first));
            Group.Reckon();
            _after += count;
        }
    }

    public void Clear()
    {
        Group.Clear();
        Requests.Clear();
        ReceiptCount = 0;
        _after = _through;
        EntryCount = 0;
        EndsWithSnapshot = false;
    }

    public void Dispose() => Group.Dispose();
}
