using DcepSim.Ledger;
using DcepSim.Settlement.Journal;

namespace DcepSim.Settlement;

/// <summary>How much a <see cref="PipelinedSettlement"/> takes in at a time.</summary>
/// <remarks>Immutable. Larger batches give more transfers a second, smaller ones shorter waits; a lone caller is never kept waiting for a
/// batch to fill.</remarks>
public sealed record PipelineOptions
{
    /// <summary>The stated capacities of the book. Unless set, those of <see cref="LedgerOptions"/> with a key window of 1,048,576 entries (64 MB,
    /// taken as it fills); at least one batch must fit in it, and five make the stages faster.</summary>
    public LedgerOptions Ledger { get; init; } = new() { IdempotencyWindow = 1 << 20 };

    /// <summary>How the journal is written.</summary>
    public JournalOptions Journal { get; init; } = new();

    /// <summary>The most transfers of one request, and of one batch. 1 to 49,152; default 16,384.</summary>
    public int BatchTransfersMax { get; init; } = 16_384;

    /// <summary>
    /// With how many transfers a batch is closed although more requests wait, unless one before it still stands in line for the journal: then it takes
    /// on what comes, up to <see cref="BatchTransfersMax"/>. 1 and up; default 4,096.
    /// </summary>
    /// <remarks>The first answer of a batch waits for the last of its transfers: smaller batches give shorter waits while all stages keep up, and
    /// each costs a write and a flush of its own.</remarks>
    public int BatchTransfersEnough { get; init; } = 4_096;

    /// <summary>How many requests may wait to be sequenced before further callers wait to be let in. 1 to 1,048,576; default 1,024.</summary>
    public int RequestsWaitingMax { get; init; } = 1_024;

    /// <summary>How many batches may be between sequencing and answer. 1 to 64; default 4.</summary>
    public int BatchesUnderWayMax { get; init; } = 4;

    /// <summary>
    /// After how many journal entries the whole book is written down, so that reopening it replays only what came after. 0 is never; default
    /// 20,000,000.
    /// </summary>
    /// <remarks>It is taken a part after each batch while the book goes on, and written to disk beside it. The next one waits for it.</remarks>
    public long CheckpointEntries { get; init; } = 20_000_000;

    /// <summary>
    /// Whether account statements can be read: the accounts of each segment's entries are kept in memory while it fills, and written beside it as
    /// an index once it is full. Default <c>true</c>.
    /// </summary>
    /// <remarks>Costs about eight bytes of disk a transfer and a tenth of three segments' size.</remarks>
    public bool KeepsStatements { get; init; } = true;

    /// <summary>
    /// Whether the memory for all that the stated capacities allow is taken from the system before the settlement opens instead of as it is needed: of the
    /// whole key window, of accounts and holds, and of the snapshot of these that a checkpoint writes down. Default <c>false</c>. Only on Linux; elsewhere
    /// only the snapshot's is.
    /// </summary>
    /// <remarks>68 bytes an entry of the window, 144 an account, 160 to 176 a hold. For a machine whose host takes back memory that nobody uses: to get it again
    /// takes longer than to settle what will stand there, and the opening takes that time instead of the callers.</remarks>
    public bool TakesMemoryAtOnce { get; init; }

    /// <summary>
    /// Stops the opening while it replays the journal, or takes the key window's memory at once: either may last long. Nothing stops what is open. Default: nothing
    /// stops it.
    /// </summary>
    public CancellationToken StopsOpening { get; init; }

    /// <summary>Where old segments are moved to, and followed to by statements and streams; <c>null</c> for nowhere.</summary>
    public IJournalStore? Archive { get; init; }

    internal int GroupRecords => BatchTransfersMax + Ledger.ExpiriesMax + 1;

    internal string Batch => $"{GroupRecords} entries ({nameof(BatchTransfersMax)} {BatchTransfersMax}, {nameof(LedgerOptions.ExpiriesMax)} {Ledger.ExpiriesMax}, and one)";

    /// <summary>Checks all options together.</summary>
    /// <returns>This, if valid.</returns>
    /// <exception cref="ArgumentException">Something is out of its range; the message lists every fault with value and range.</exception>
    public PipelineOptions Validate()
    {
        var faults = new List<string>();
        Range(faults, nameof(BatchTransfersMax), BatchTransfersMax, 1, 49_152);
        if (BatchTransfersEnough < 1)
            faults.Add($"{nameof(BatchTransfersEnough)} is {BatchTransfersEnough}: it must be 1 or more.");
        Range(faults, nameof(RequestsWaitingMax), RequestsWaitingMax, 1, 1 << 20);
        Range(faults, nameof(BatchesUnderWayMax), BatchesUnderWayMax, 1, 64);
        if (CheckpointEntries < 0)
            faults.Add($"{nameof(CheckpointEntries)} is {CheckpointEntries}: it must be 0 or more.");
        if (GroupRecords > JournalLayout.GroupRecordsMax)
            faults.Add($"{nameof(BatchTransfersMax)} and {nameof(LedgerOptions.ExpiriesMax)} together are {GroupRecords - 1}: a journal group takes {JournalLayout.GroupRecordsMax - 1}.");
        if (GroupRecords > Ledger.IdempotencyWindow)
            faults.Add($"{nameof(LedgerOptions.IdempotencyWindow)} is {Ledger.IdempotencyWindow}: it must hold a whole batch, {Batch}.");
        if (Journal.SegmentBytes >= JournalOptions.SegmentBytesMin && GroupRecords > JournalLayout.RecordsFitting(Journal.SegmentBytes))
            faults.Add($"{nameof(JournalOptions.SegmentBytes)} is {Journal.SegmentBytes}: a segment must hold a whole batch, {Batch}, and takes {JournalLayout.RecordsFitting(Journal.SegmentBytes)}.");
        AddFaults(faults, () => Ledger.Validate());
        AddFaults(faults, () => Journal.Validate());
        return faults.Count == 0 ? this : throw new ArgumentException(string.Join(' ', faults));
    }

    private static void AddFaults(List<string> faults, Action validate)
    {
        try
        {
            validate();
        }
        catch (ArgumentException fault)
        {
            faults.Add(fault.Message);
        }
    }

    private static void Range(List<string> faults, string name, int value, int min, int max)
    {
        if (value < min || value > max)
            faults.Add($"{name} is {value}: it must be {min} to {max}.");
    }
}
