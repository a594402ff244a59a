namespace DcepSim.Campaigns;

/// <summary>One fault of an entrant list.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Message">The same for a person, with what would be right.</param>
public sealed record EntrantListFault(long Line, EntrantListFaultKind Kind, string Message)
{
    /// <summary>Line and message.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"line {Line}: {Message}");
}
