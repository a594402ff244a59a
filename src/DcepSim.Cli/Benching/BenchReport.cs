namespace DcepSim.Cli.Benching;

/// <summary>What a settlement benchmark found. What was not measured is null.</summary>
public sealed record BenchReport
{
    /// <summary>The name of the format.</summary>
    public const string SchemaName = "dcepsim.bench/1";

    /// <summary>The name of the format; always <see cref="SchemaName"/>.</summary>
    public string Schema { get; } = SchemaName;

    /// <summary>Transfers answered in a second of the whole measured time, making them included.</summary>
    public required double TransfersPerSecond { get; init; }

    /// <summary>The same over the slowest ten seconds; null when it took less than ten.</summary>
    public required double? SlowestTenSeconds { get; init; }

    /// <summary>From when a transfer was asked for, or due, until its caller had the answer.</summary>
    public required Percentiles LatencyMicroseconds { get; init; }

    /// <summary>What one block written and flushed takes in the same folder, measured just before; null without a disk.</summary>
    public required Percentiles? RawFlushMicroseconds { get; init; }

    /// <summary>What the run's own flushes of the journal took: a pause that the disk made shows in the longest. Null without a disk.</summary>
    public required Percentiles? FlushMicroseconds { get; init; }

    /// <summary>What the run's own writes to the journal took, a group each, the next group's flush not included. Null without a disk.</summary>
    public required Percentiles? WriteMicroseconds { get; init; }

    /// <summary>Transfers accepted.</summary>
    public required long Accepted { get; init; }

    /// <summary>Transfers refused.</summary>
    public required long Refused { get; init; }

    /// <summary>Requests asked again that got their first answer.</summary>
    public required long Repeated { get; init; }

    /// <summary>Bytes that the journal wrote for a transfer answered: records, checksums, parity, padding. Null without a journal.</summary>
    public required double? BytesPerTransfer { get; init; }

    /// <summary>How often the journal was flushed; null without one.</summary>
    public required long? Flushes { get; init; }

    /// <summary>Managed memory taken for a transfer, by the whole process.</summary>
    public required double AllocatedBytesPerTransfer { get; init; }

    /// <summary>Collections of the oldest generation.</summary>
    public required int Gen2 { get; init; }

    /// <summary>Within how many journal entries a repeat is answered as the first time.</summary>
    public required int IdempotencyWindow { get; init; }

    /// <summary>Whether all memory of the book was taken before the clock started.</summary>
    public required bool MemoryTakenAtOnce { get; init; }

    /// <summary>Checkpoints written; null without a journal.</summary>
    public required int? Checkpoints { get; init; }

    /// <summary>The longest time in which no caller got an answer.</summary>
    public required double LongestReceiptGapMilliseconds { get; init; }

    /// <summary>The longest time by which a thread that only slept was woken late: a receipt gap no longer than this may be the host's or the system's
    /// scheduler's instead of the core's.</summary>
    public required double LongestStandstillMilliseconds { get; init; }

    /// <summary>From opening the folder again until a new transfer was answered; null without a journal.</summary>
    public required double? RecoverySeconds { get; init; }

    /// <summary>Accounts open.</summary>
    public required int Accounts { get; init; }

    /// <summary>Callers.</summary>
    public required int Submitters { get; init; }

    /// <summary>Transfers of a request.</summary>
    public required int Batch { get; init; }

    /// <summary>What an answer waited for: fsync, os or none.</summary>
    public required string Durability { get; init; }

    /// <summary>Whether debits equal credits at the end, and after opening again.</summary>
    public required bool TrialBalanceOk { get; init; }

    /// <summary>Where it ran.</summary>
    public required MachineReading Machine { get; init; }

    /// <summary>How many transfers took how long: buckets in order, the empty ones at both ends left out.</summary>
    public required IReadOnlyList<LatencyBucket> LatencyDistribution { get; init; }

    /// <summary>Transfers answered over the measured time.</summary>
    public required ThroughputCurve Throughput { get; init; }
}
