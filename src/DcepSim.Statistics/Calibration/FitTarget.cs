namespace DcepSim.Statistics.Calibration;

/// <summary>A figure that the model's moment should meet. Immutable.</summary>
public sealed record FitTarget
{
    /// <summary>A target.</summary>
    /// <param name="name">What reports call it.</param>
    /// <param name="value">The figure.</param>
    /// <param name="scale">What a miss of 1 means, above zero: residuals are (moment - value) / scale. Null takes the value's absolute value, so residuals are relative; needed when that is zero.</param>
    /// <exception cref="ArgumentException">No name, a value that is not finite, or a scale that is not above zero.</exception>
    public FitTarget(string name, double value, double? scale = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!double.IsFinite(value))
            throw new ArgumentOutOfRangeException(nameof(value), value, $"Target '{name}' must be finite.");
        Name = name;
        Value = value;
        Scale = scale ?? Math.Abs(value);
        if (!(Scale > 0 && double.IsFinite(Scale)))
            throw new ArgumentOutOfRangeException(nameof(scale), scale, $"The scale of target '{name}' must be finite and above zero.");
    }

    /// <summary>What reports call it.</summary>
    public string Name { get; }

    /// <summary>The figure.</summary>
    public double Value { get; }

    /// <summary>What a miss of 1 means.</summary>
    public double Scale { get; }
}
