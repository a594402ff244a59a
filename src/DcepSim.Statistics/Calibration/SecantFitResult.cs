namespace DcepSim.Statistics.Calibration;

/// <summary>Where a fit ended. Immutable as long as nobody writes to its arrays.</summary>
/// <param name="Theta">The parameters, in the order given.</param>
/// <param name="Residuals">The residuals there.</param>
/// <param name="Jacobian">The derivatives as the search last knew them, a row for each residual: a start for a fit nearby, no exact answer.</param>
/// <param name="IsSolved">Whether every residual is within the tolerance.</param>
/// <param name="Evaluations">How often the residuals were evaluated.</param>
public sealed record SecantFitResult(double[] Theta, double[] Residuals, double[,] Jacobian, bool IsSolved, int Evaluations);
