namespace DcepSim.Statistics.Calibration;

/// <summary>A free parameter of a fit. Immutable.</summary>
public sealed record FitParameter
{
    /// <summary>A parameter.</summary>
    /// <param name="name">What reports call it.</param>
    /// <param name="start">Where the search starts, within the limits.</param>
    /// <param name="low">The least value tried; may be minus infinity.</param>
    /// <param name="high">The greatest value tried; may be infinity.</param>
    /// <param name="scale">A typical size, above zero: steps and sensitivities of a parameter near zero are measured in it. Null takes the start's absolute value, or 1 when that is zero.</param>
    /// <exception cref="ArgumentException">No name, a start that is not finite or outside the limits, or a scale that is not above zero.</exception>
    public FitParameter(string name, double start, double low = double.NegativeInfinity, double high = double.PositiveInfinity, double? scale = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!(double.IsFinite(start) && low <= start && start <= high && low < high))
            throw new ArgumentOutOfRangeException(nameof(start), start, $"Parameter '{name}' must start at a finite value within {low} and {high}, and these must differ.");
        Name = name;
        Start = start;
        Low = low;
        High = high;
        Scale = scale ?? (start == 0 ? 1 : Math.Abs(start));
        if (!(Scale > 0 && double.IsFinite(Scale)))
            throw new ArgumentOutOfRangeException(nameof(scale), scale, $"The scale of parameter '{name}' must be finite and above zero.");
    }

    /// <summary>What reports call it.</summary>
    public string Name { get; }

    /// <summary>Where the search starts.</summary>
    public double Start { get; }

    /// <summary>The least value tried.</summary>
    public double Low { get; }

    /// <summary>The greatest value tried.</summary>
    public double High { get; }

    /// <summary>A typical size.</summary>
    public double Scale { get; }

    internal double UnitAt(double value) => Math.Max(Math.Abs(value), 0.1 * Scale);
}
