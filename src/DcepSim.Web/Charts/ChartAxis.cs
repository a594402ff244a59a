namespace DcepSim.Web.Charts;

/// <summary>What an axis says.</summary>
/// <param name="Title">What is measured, with its unit.</param>
/// <param name="Format">How a value is written at a tick.</param>
public sealed record ChartAxis(string Title, Func<double, string> Format)
{
    /// <summary>Where the axis begins; <c>null</c> to let the values say.</summary>
    public double? Min { get; init; }

    /// <summary>Where the axis ends; <c>null</c> to let the values say.</summary>
    public double? Max { get; init; }

    /// <summary>The distance between ticks; <c>null</c> to let the values say.</summary>
    public double? Step { get; init; }

    // Steps from a negative end miss zero by a hair, and a hair below zero would be written "-0".
    internal string Tick(object value) => value is IConvertible number ? Format(Math.Round(number.ToDouble(null), 9) + 0.0) : "";
}
