using NodaTime.HighPerformance;

namespace DcepSim.Offline;

/// <summary>What a secure element keeps over a loss of power: value, what was spent since the last contact, and counters that only grow.</summary>
/// <remarks><c>default</c> is an empty purse that has never been in contact. A mutable value: <see cref="PurseRules"/> changes it.</remarks>
public record struct PurseState
{
    /// <summary>Value that came from the operator or was checked at a contact: it has passed through no hands yet.</summary>
    public Amount Own { get; set; }

    /// <summary>Value received since the last contact.</summary>
    public Amount Received { get; set; }

    /// <summary>Payments made since the last contact, in value.</summary>
    public Amount Spent { get; set; }

    /// <summary>The last counter used to sign a payment or a deposit; 0 before the first.</summary>
    public long Counter { get; set; }

    /// <summary>The number of the last offer made; 0 before the first.</summary>
    public long Offers { get; set; }

    /// <summary>The number of the last load taken; 0 before the first.</summary>
    public long Loads { get; set; }

    /// <summary>The book's corrections of this purse that have been carried out, in total.</summary>
    public NetAmount Corrected { get; set; }

    /// <summary>The operator's time at the last contact; a purse without a clock never believes an earlier one.</summary>
    public Instant64 LastContact { get; set; }

    /// <summary>Payments made since the last contact, in number.</summary>
    public int Payments { get; set; }

    /// <summary>The most hands any received value has passed through; 0 when nothing was received.</summary>
    public byte Hops { get; set; }

    /// <summary>Everything in the purse.</summary>
    public readonly Amount Balance => Own + Received;
}
