using System.Collections.Immutable;
using DcepSim.Calibration;

namespace DcepSim.Forecasts;

/// <summary>A field that differs from pilot to pilot: what is assumed of it where pilots cannot tell.</summary>
/// <param name="Field">Which, and how differences in it are measured.</param>
/// <param name="AssumedLow">The least value where no training pilot determines it, in the field's unit: an assumption.</param>
/// <param name="AssumedHigh">The greatest value there: an assumption.</param>
/// <param name="BetweenScale">Scale of the half-normal law of its standard deviation between pilots, in the field's measure: an assumption that two
/// pilots cannot check.</param>
public sealed record ForecastField(CalibratedField Field, double AssumedLow, double AssumedHigh, double BetweenScale)
{
    /// <summary>The fields, in the order of <see cref="CalibratedField.Fittable"/>. What widths these scales come to, and
    /// what other scales would, stands in every forecast.</summary>
    public static ImmutableArray<ForecastField> All { get; } =
    [
        new(CalibratedField.Fittable[0], -3, 0, 0.5),
        new(CalibratedField.Fittable[1], 0.5, 6, 0.4),
        new(CalibratedField.Fittable[2], 100, 500, 0.15),
        new(CalibratedField.Fittable[3], 0.01, 0.2, 0.3),
        new(CalibratedField.Fittable[4], 0.1, 0.7, 0.4),
    ];

    internal string Path => Field.Path;

    internal double AssumedAt(double place) => Field.Measured(AssumedLow) + ((Field.Measured(AssumedHigh) - Field.Measured(AssumedLow)) * place);
}
