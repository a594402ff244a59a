using System.Collections.Immutable;
using System.Globalization;

namespace DcepSim.Scenarios;

/// <summary>
/// What may stand in one field of a scenario file. Checks of files, settings by path and the JSON Schema all follow from these rows.
/// </summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
/// <param name="Path">Where it stands: <c>campaign.packets[].count</c> is the field of every item, <c>published.*.value</c> of every entry.</param>
/// <param name="Type">How it is written.</param>
/// <param name="Meaning">What it says, in one line.</param>
public sealed record ScenarioField(string Path, ScenarioFieldType Type, string Meaning)
{
    /// <summary>What it is counted in (<c>yuan</c>, <c>hours</c>); empty where there is nothing to count.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The least value; for text the fewest characters, for a sequence the fewest items.</summary>
    public double Min { get; init; } = double.NegativeInfinity;

    /// <summary>The greatest value; for text the most characters, for a sequence or table the most items.</summary>
    public double Max { get; init; } = double.PositiveInfinity;

    /// <summary>Whether the value must lie above <see cref="Min"/> rather than at or above it.</summary>
    public bool AboveMin { get; init; }

    /// <summary>The values of a choice, or the entry names of a table with a closed list of them; empty otherwise.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>A regular expression that a text must match; empty for none.</summary>
    public string Pattern { get; init; } = "";

    /// <summary>For a time: whether it ends something, so that 24:00 may be written for the first instant of the next day.</summary>
    public bool IsEnd { get; init; }

    /// <summary>Whether the field may be left out.</summary>
    public bool IsOptional { get; init; }

    /// <summary>The allowed values in words, such as <c>a whole number from 1 to 10000000</c>.</summary>
    public string Allowed => Type switch
    {
        ScenarioFieldType.Section => "an object",
        ScenarioFieldType.Table => Choices.IsEmpty ? "an object" : $"an object with entries named {string.Join(", ", Choices)}",
        ScenarioFieldType.Sequence => Min.Equals(Max) ? $"an array of {Text(Min)} items" : $"an array of {Text(Min)} to {Text(Max)} items",
        ScenarioFieldType.Choice => $"one of {string.Join(", ", Choices)}",
        ScenarioFieldType.Time => $"a local time in Asia/Shanghai such as 2020-10-12T18:00, {ScenarioTime.Allowed}",
        ScenarioFieldType.Text when Pattern.Length > 0 => $"text of {Text(Min)} to {Text(Max)} characters matching {Pattern}",
        ScenarioFieldType.Text => $"text of {Text(Min)} to {Text(Max)} characters",
        ScenarioFieldType.Whole => $"a whole number{Range}",
        ScenarioFieldType.Yuan => $"an amount with at most two decimals{Range}",
        _ => $"a number{Range}",
    };

    private string Range => (AboveMin ? $" above {Text(Min)} up to {Text(Max)}" : $" from {Text(Min)} to {Text(Max)}") + (Unit.Length > 0 ? $" {Unit}" : "");

    private static string Text(double value) => value.ToString("0.############", CultureInfo.InvariantCulture);
}
