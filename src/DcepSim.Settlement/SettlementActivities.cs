using System.Diagnostics;

namespace DcepSim.Settlement;

/// <summary>
/// What a <see cref="PipelinedSettlement"/> tells of its longer doings through <see cref="System.Diagnostics.ActivitySource"/>, as the source
/// <see cref="SourceName"/>. Costs nothing while nobody listens; never one a transfer.
/// </summary>
public static class SettlementActivities
{
    /// <summary>The source's name.</summary>
    public const string SourceName = "DcepSim.Settlement";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Begins <c>settlement open</c>: a journal replayed until work can go on.</summary>
    internal static Activity? Open() => Source.StartActivity("settlement open");

    /// <summary>Begins <c>settlement flush</c>: batches made durable together.</summary>
    internal static Activity? Flush(int entries) => Source.StartActivity("settlement flush")?.SetTag("dcepsim.entries", entries);

    /// <summary>Begins <c>settlement checkpoint</c>: the book written down.</summary>
    internal static Activity? Checkpoint(long sequence, long bytes) =>
        Source.StartActivity("settlement checkpoint")?.SetTag("dcepsim.sequence", sequence).SetTag("dcepsim.bytes", bytes);

    /// <summary>Begins <c>settlement checkpoint memory</c>: memory for the next one taken.</summary>
    internal static Activity? CheckpointMemory(long bytes) => Source.StartActivity("settlement checkpoint memory")?.SetTag("dcepsim.bytes", bytes);

    /// <summary>Begins <c>settlement account index</c>: the index of a full segment made.</summary>
    internal static Activity? AccountIndex(string segment) => Source.StartActivity("settlement account index")?.SetTag("dcepsim.segment", segment);

    /// <summary>Begins <c>settlement statement</c>: a page of an account's statement read.</summary>
    internal static Activity? Statement() => Source.StartActivity("settlement statement");

    /// <summary>Begins <c>settlement backup</c>: the journal copied.</summary>
    internal static Activity? BackUp() => Source.StartActivity("settlement backup");

    /// <summary>Begins <c>settlement archive</c>: old segments moved.</summary>
    internal static Activity? Archive() => Source.StartActivity("settlement archive");

    /// <summary>Notes why it failed.</summary>
    internal static void Fail(this Activity? activity, Exception fault) => activity?.SetStatus(ActivityStatusCode.Error, fault.Message);
}
