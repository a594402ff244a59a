using System.Collections.Immutable;
using System.Globalization;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Calibration;

/// <summary>A field of a scenario that a calibration moves, and how far.</summary>
/// <param name="Path">The field, such as <c>behaviour.basket.sigma</c>.</param>
/// <param name="Low">The least value, in the field's unit.</param>
/// <param name="High">The greatest value, above the least.</param>
/// <param name="Measure">How steps in it are measured.</param>
public sealed record CalibratedField(string Path, double Low, double High, FieldMeasure Measure)
{
    /// <summary>The fields that totals of a pilot can be fitted by, with the widest values that are tried: assumptions, each wide.</summary>
    public static ImmutableArray<CalibratedField> Fittable { get; } =
    [
        new("behaviour.claim.lapseIntercept", -12, 4, FieldMeasure.Linear),
        new("behaviour.occasions.perDay", 0.02, 50, FieldMeasure.Logarithm),
        new("behaviour.basket.medianYuan", 5, 5_000, FieldMeasure.Logarithm),
        new("behaviour.ownMoney.topUpProbability", 0.0002, 0.98, FieldMeasure.LogOdds),
        new("merchants.onlinePlatforms[0].share", 0.001, 0.999, FieldMeasure.LogOdds),
    ];

    /// <summary>The fields that no published total of these pilots determines, with the ranges they are drawn from: assumptions.</summary>
    public static ImmutableArray<CalibratedField> Assumable { get; } =
    [
        new("behaviour.occasions.heterogeneityShape", 0.7, 1.7, FieldMeasure.Logarithm),
        new("behaviour.basket.sigma", 0.7, 1.3, FieldMeasure.Linear),
        new("behaviour.occasions.reachElasticity", 0, 1, FieldMeasure.Linear),
        new("behaviour.claim.lapseWindowSlope", -0.8, 0, FieldMeasure.Linear),
    ];

    /// <summary>Reads <c>path</c>, for a field that this class knows, or <c>path=low..high</c>.</summary>
    /// <param name="text">The field.</param>
    /// <exception cref="ScenarioException">It is not understood; the message says what is allowed.</exception>
    public static CalibratedField Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var known = Fittable.Concat(Assumable).ToDictionary(field => field.Path);
        if (!text.Contains('=', StringComparison.Ordinal))
            return known.TryGetValue(text.Trim(), out var field) ? field : throw Refuse(text, $"needs a range, path=low..high; known without one: {string.Join(", ", known.Keys)}");
        var axis = Sweeps.SweepAxis.Parse(text);
        if (!axis.IsRange || ScenarioFields.TypeOf(axis.Path) != ScenarioFieldType.Number)
            throw Refuse(axis.Path, "is no number with a range; allowed: path=low..high for a field that is a number");
        var (low, high) = ((double)axis.Low, (double)axis.High);
        var measure = known.TryGetValue(axis.Path, out var like) ? like.Measure : low > 0 ? FieldMeasure.Logarithm : FieldMeasure.Linear;
        if ((measure == FieldMeasure.Logarithm && low <= 0) || (measure == FieldMeasure.LogOdds && (low <= 0 || high >= 1)))
            throw Refuse(axis.Path, $"lies strictly between {(measure == FieldMeasure.LogOdds ? "0 and 1" : "0 and infinity")}; allowed: a range within");
        return new(axis.Path, low, high, measure);
    }

    /// <summary>The field and its range, as <see cref="Parse"/> reads it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Path}={(decimal)Low}..{(decimal)High}");

    internal double Lowest => Measured(Low);

    internal double Highest => Measured(High);

    internal double Measured(double value) => Measure switch
    {
        FieldMeasure.Logarithm => Math.Log(value),
        FieldMeasure.LogOdds => Math.Log(value / (1 - value)),
        _ => value,
    };

    internal double Unmeasured(double measured) => Math.Clamp(
        Measure switch
        {
            FieldMeasure.Logarithm => Math.Exp(measured),
            FieldMeasure.LogOdds => 1 / (1 + Math.Exp(-measured)),
            _ => measured,
        },
        Low,
        High);

    internal double At(double place) => Lowest + ((Highest - Lowest) * place);

    internal string Setting(double measured) => string.Create(CultureInfo.InvariantCulture, $"{Path}={Unmeasured(measured):R}");

    /// <summary>Its value in a scenario, measured; <c>null</c> where the scenario has no such field.</summary>
    internal double? In(Scenario scenario) => ScenarioNumber.Find(scenario, Path) is { } value ? Measured(Math.Clamp(value, Low, High)) : null;

    private static ScenarioException Refuse(string path, string reason) => new("calibrate", [new ScenarioFault(path, reason)]);
}
