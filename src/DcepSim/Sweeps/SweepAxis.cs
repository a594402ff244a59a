using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Sweeps;

/// <summary>One field of a scenario that is varied: over values, or over a range of numbers.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed partial class SweepAxis
{
    private readonly ScenarioFieldType _type;

    private SweepAxis(string path, ScenarioFieldType type, ImmutableArray<string> values, decimal low, decimal high) =>
        (Path, _type, Values, Low, High) = (path, type, values, low, high);

    /// <summary>The field's path, such as <c>campaign.packets[0].count</c>.</summary>
    public string Path { get; }

    /// <summary>The values in order, as they are written in a setting; empty for a range.</summary>
    public ImmutableArray<string> Values { get; }

    /// <summary>The lower end of a range.</summary>
    public decimal Low { get; }

    /// <summary>The upper end of a range.</summary>
    public decimal High { get; }

    /// <summary>Whether it is a range of numbers.</summary>
    public bool IsRange => Values.IsEmpty;

    /// <summary>Reads <c>path=v1,v2,…</c> or <c>path=low..high</c>. Commas inside brackets and quotes part nothing.</summary>
    /// <param name="text">The axis. Ends of a range are numbers without exponent.</param>
    /// <exception cref="ScenarioException">It is not understood; the message says what is allowed.</exception>
    public static SweepAxis Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Split('=', 2, StringSplitOptions.TrimEntries) is not [{ Length: > 0 } path, { Length: > 0 } written])
            throw Refuse(text, "is no axis; allowed: path=v1,v2,… or path=low..high, such as merchants.count=1000,3389 or behaviour.basket.sigma=0.5..1.5");
        var type = ScenarioFields.TypeOf(path);
        if (RangeForm().Match(written) is not { Success: true } range)
            return new(path, type ?? ScenarioFieldType.Text, Parted(written), 0, 0);
        if (type is not (ScenarioFieldType.Whole or ScenarioFieldType.Number or ScenarioFieldType.Yuan))
            throw Refuse(path, type is null ? "is not a known field" : "is no number, so it has no range; allowed: path=v1,v2,…");
        var (low, high) = (Number(path, range.Groups["low"].Value), Number(path, range.Groups["high"].Value));
        return low < high ? new(path, type.Value, [], low, high) : throw Refuse(path, $"{written} is no range; allowed: low..high, low below high");
    }

    /// <summary>The value of a range at a place in it: whole numbers and amounts are rounded down to a step, so that all are equally likely.</summary>
    /// <param name="place">From 0, the lower end, to 1, the upper end.</param>
    /// <exception cref="InvalidOperationException">It is no range.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The place lies outside 0 to 1.</exception>
    public string At(double place)
    {
        if (!IsRange)
            throw new InvalidOperationException($"{Path} has values and no range.");
        if (!(place is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(place), place, "A place in a range lies between 0 and 1.");
        var step = _type switch { ScenarioFieldType.Whole => 1m, ScenarioFieldType.Yuan => 0.01m, _ => 0m };
        var value = Low + ((High - Low + step) * (decimal)place);
        if (step > 0)
            value = Math.Min(High, decimal.Floor(value / step) * step);
        return value.ToString("0.############", CultureInfo.InvariantCulture);
    }

    /// <summary>The axis as it is written.</summary>
    public override string ToString() => IsRange
        ? string.Create(CultureInfo.InvariantCulture, $"{Path}={Low}..{High}")
        : $"{Path}={string.Join(',', Values)}";

    private static ImmutableArray<string> Parted(string text)
    {
        var values = ImmutableArray.CreateBuilder<string>();
        var (depth, isQuoted, start) = (0, false, 0);
        for (var place = 0; place < text.Length; place++)
        {
            isQuoted ^= text[place] == '"';
            if (!isQuoted)
                depth += text[place] is '[' or '{' ? 1 : text[place] is ']' or '}' ? -1 : 0;
            if (text[place] != ',' || isQuoted || depth > 0)
                continue;
            values.Add(text[start..place].Trim());
            start = place + 1;
        }

        values.Add(text[start..].Trim());
        return values.ToImmutable();
    }

    private static decimal Number(string path, string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Refuse(path, $"\"{text}\" is no number; allowed: low..high without exponent");

    private static ScenarioException Refuse(string path, string reason) => new("--vary", [new ScenarioFault(path, reason)]);

    [GeneratedRegex(@"^(?<low>[^,\[\{""]+?)\.\.(?<high>[^,\[\{""]+)$")]
    private static partial Regex RangeForm();
}
