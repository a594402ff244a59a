namespace DcepSim.Statistics.Calibration;

/// <summary>One point of a profile: the best fit with one parameter held at a value. Immutable.</summary>
/// <param name="Value">Where the parameter was held.</param>
/// <param name="Fit">The fit of all others; a flat sum of squares along a profile says the parameter is not identified.</param>
public sealed record ProfilePoint(double Value, MomentFitResult Fit);
