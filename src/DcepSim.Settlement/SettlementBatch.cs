using System.Runtime.InteropServices;
using DcepSim.Ledger;
using DcepSim.Settlement.Journal;

namespace DcepSim.Settlement;

/// <summary>Requests that are sequenced, journaled and flushed together. Its memory is used again and again.</summary>
internal sealed class SettlementBatch : IDisposable
{
    private readonly Receipt[] _receipts;
    private long _after;
    private long _through;

    public SettlementBatch(PipelineOptions options)
    {
        _receipts = GC.AllocateUninitializedArray<Receipt>(options.BatchTransfersMax);
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

    /// <summary>Says which of the ledger's entries are this batch's.</summary>
    public void NoteEntries(long after, long through) => (_after, _through) = (after, through);

    /// <summary>Takes its entries into the memory the disk is written from.</summary>
    public void TakeEntries(GeneralLedger ledger)
    {
        var records = Group.Reserve((int)(_through - _after));
        ledger.CopyEntries(_after, _through, MemoryMarshal.Cast<byte, JournalEntry>(records));
        _after = _through;
    }

    public void Clear()
    {
        Group.Clear();
        Requests.Clear();
        ReceiptCount = 0;
        _after = _through;
        EndsWithSnapshot = false;
    }

    public void Dispose() => Group.Dispose();
}
