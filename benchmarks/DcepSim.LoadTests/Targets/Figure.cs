using System.Text.Json;

namespace DcepSim.LoadTests.Targets;

/// <summary>One number wanted of a measurement, and what it has to be.</summary>
/// <param name="What">Which number, with its unit.</param>
/// <param name="Bound">What it has to reach, or may not pass.</param>
/// <param name="IsAtLeast">Whether the bound is to be reached; else it may not be passed.</param>
/// <param name="Of">Takes it from what the program printed; null where it was not measured.</param>
internal sealed record Figure(string What, double Bound, bool IsAtLeast, Func<JsonElement, double?> Of)
{
    /// <summary>A measurement of the same round that the number is divided by; null for the number itself.</summary>
    public string? RelativeTo { get; init; }

    public static Figure AtLeast(string what, double bound, Func<JsonElement, double?> of) => new(what, bound, true, of);

    public static Figure AtMost(string what, double bound, Func<JsonElement, double?> of) => new(what, bound, false, of);

    public bool IsMet(double value) => IsAtLeast ? value >= Bound : value <= Bound;
}
