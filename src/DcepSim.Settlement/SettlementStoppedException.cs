namespace DcepSim.Settlement;

/// <summary>The settlement has stopped for good, after a failed write or flush or a fault of its own; nothing more is answered.</summary>
/// <remarks>What was asked and not answered may or may not be in the journal. After a restart the same key tells.</remarks>
public sealed class SettlementStoppedException : Exception
{
    /// <summary>Names the reason.</summary>
    /// <param name="reason">What stopped it.</param>
    public SettlementStoppedException(Exception reason)
        : base($"The settlement has stopped: {(reason ?? throw new ArgumentNullException(nameof(reason))).Message}", reason)
    {
    }
}
