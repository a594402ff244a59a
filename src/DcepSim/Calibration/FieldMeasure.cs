namespace DcepSim.Calibration;

/// <summary>How a field is measured while it is moved, so that a step means the same everywhere.</summary>
public enum FieldMeasure
{
    /// <summary>As it is.</summary>
    Linear = 0,

    /// <summary>By its natural logarithm: for fields above zero.</summary>
    Logarithm = 1,

    /// <summary>By the logarithm of its odds: for probabilities and shares.</summary>
    LogOdds = 2,
}
