namespace DcepSim.Calibration;

/// <summary>The best fit with one field held at a value, all other fields, the assumed ones too, moving within their ranges.</summary>
/// <param name="Value">Where it was held, in the field's unit.</param>
/// <param name="SumOfSquares">Of the distances from the figures, in deviations of one run: flat along a profile means not identified.</param>
/// <param name="Fits">Whether every figure is met within two such deviations.</param>
public sealed record ParameterProfilePoint(double Value, double SumOfSquares, bool Fits);
