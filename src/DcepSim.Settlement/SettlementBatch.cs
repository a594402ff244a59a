using System.Runtime.InteropServices;
using DcepSim.Ledger;
using DcepSim.Settlement.Journal;
using DcepSim.Settlement.Reading;

namespace DcepSim.Settlement;

/// <summary>Requests that are sequenced, journaled and flushed together. Its memory is used again and again.</summary>
internal sealed class SettlementBatch : IDisposable
{
    /// <summary>Taken at a time: what stays in the nearest cache until all is done with it.</summary>
    private const int StrideRecords = BlockIntake.Bytes / JournalLayout.RecordBytes;

    private readonly int[] _touched;
    private long _after;
    private long _through;

    public SettlementBatch(PipelineOptions options)
    {
        _touched = options.KeepsStatements ? GC.AllocateUninitializedArray<int>(AccountTail.AccountsOfEntry * options.GroupRecords) : [];
        Group = new(options.GroupRecords);
    }

    public JournalGroup Group { get; }

    public List<Request> Requests { get; } = [];

    /// <summary>Whether a snapshot was taken after it, to be written down once it is durable.</summary>
    public bool EndsWithSnapshot { get; set; }

    public int TransferCount { get; private set; }

    /// <summary>So many more transfers are answered with it.</summary>
    public void NoteTransfers(int count) => TransferCount += count;

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
            var stretch = ledger.EntriesAfter(_after, _through);
            BlockIntake.AskFor(MemoryMarshal.AsBytes(stretch));
            _after += stretch.Length;
            for (; stretch.Length > 0; stretch = stretch[Math.Min(StrideRecords, stretch.Length)..])
                Take(stretch[..Math.Min(StrideRecords, stretch.Length)]);
        }

        BlockIntake.Finish();
    }

    private void Take(ReadOnlySpan<JournalEntry> entries)
    {
        var first = Group.Count;
        Group.Take(MemoryMarshal.AsBytes(entries));
        if (_touched.Length > 0)
            AccountTail.NoteTouched(entries, _touched.AsSpan(AccountTail.AccountsOfEntry * first));
    }

    public void Clear()
    {
        Group.Clear();
        Requests.Clear();
        TransferCount = 0;
        _after = _through;
        EntryCount = 0;
        EndsWithSnapshot = false;
    }

    public void Dispose() => Group.Dispose();
}
