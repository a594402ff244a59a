using System.Diagnostics.Metrics;

namespace DcepSim.Settlement;

/// <summary>
/// What a <see cref="PipelinedSettlement"/> tells of itself through <see cref="System.Diagnostics.Metrics"/>, as the meter
/// <see cref="MeterName"/>. Counted by batch, never by transfer.
/// </summary>
public static class SettlementMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "DcepSim.Settlement";

    private static readonly Meter Meter = new(MeterName);

    /// <summary><c>dcepsim.settlement.transfers</c>, in transfers: those answered after their flush.</summary>
    internal static readonly Counter<long> Transfers = Meter.CreateCounter<long>(
        "dcepsim.settlement.transfers", "{transfer}", "Transfers answered, repeats and refusals included.");

    /// <summary><c>dcepsim.settlement.entries</c>, in entries: what became durable.</summary>
    internal static readonly Counter<long> Entries = Meter.CreateCounter<long>(
        "dcepsim.settlement.entries", "{entry}", "Journal entries made durable.");

    /// <summary><c>dcepsim.settlement.flushes</c>, in flushes of the journal.</summary>
    internal static readonly Counter<long> Flushes = Meter.CreateCounter<long>(
        "dcepsim.settlement.flushes", "{flush}", "Flushes of the journal.");

    /// <summary><c>dcepsim.settlement.flush.duration</c>, in seconds, by the clock given to the settlement.</summary>
    internal static readonly Histogram<double> FlushSeconds = Meter.CreateHistogram<double>(
        "dcepsim.settlement.flush.duration", "s", "How long a flush of the journal took.");

    /// <summary><c>dcepsim.settlement.batch.size</c>, in transfers: how many were sequenced together.</summary>
    internal static readonly Histogram<int> BatchSize = Meter.CreateHistogram<int>(
        "dcepsim.settlement.batch.size", "{transfer}", "Transfers sequenced together.");

    /// <summary><c>dcepsim.settlement.checkpoints</c>, in checkpoints written.</summary>
    internal static readonly Counter<long> Checkpoints = Meter.CreateCounter<long>(
        "dcepsim.settlement.checkpoints", "{checkpoint}", "Checkpoints written.");

    /// <summary><c>dcepsim.settlement.statement.index.bytes</c>, in bytes written for account indices.</summary>
    internal static readonly Counter<long> StatementIndexBytes = Meter.CreateCounter<long>(
        "dcepsim.settlement.statement.index.bytes", "By", "Bytes written for the account indices of full segments.");
}
