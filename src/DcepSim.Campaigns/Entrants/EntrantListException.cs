using System.Collections.Immutable;
using System.Globalization;

namespace DcepSim.Campaigns;

/// <summary>An entrant list is not in order. The message names the first faults with their lines.</summary>
public sealed class EntrantListException : FormatException
{
    /// <summary>The exception for some faults.</summary>
    /// <param name="faults">The first faults, by line.</param>
    /// <param name="faultCount">How many there are in all.</param>
    /// <param name="isComplete">Whether the whole list was read.</param>
    public EntrantListException(ImmutableArray<EntrantListFault> faults, long faultCount, bool isComplete)
        : base(Text(faults, faultCount, isComplete)) => (Faults, FaultCount) = (faults, faultCount);

    /// <summary>The first faults, by line.</summary>
    public ImmutableArray<EntrantListFault> Faults { get; }

    /// <summary>How many faults were found in all.</summary>
    public long FaultCount { get; }

    private static string Text(ImmutableArray<EntrantListFault> faults, long faultCount, bool isComplete)
    {
        var shown = string.Join("; ", faults.Select(fault => fault.ToString()));
        var more = faultCount > faults.Length ? string.Create(CultureInfo.InvariantCulture, $"; and {faultCount - faults.Length} more") : "";
        var stopped = isComplete ? "" : "; reading stopped there";
        return string.Create(CultureInfo.InvariantCulture, $"The entrant list has {faultCount} fault(s): {shown}{more}{stopped}.");
    }
}
