using DcepSim.Results;

namespace DcepSim.Calibration;

/// <summary>A published figure that parameters were fitted to.</summary>
/// <param name="Metric">Which.</param>
/// <param name="Published">The figure, in the metric's unit.</param>
/// <param name="Simulated">The mean of the runs at the fitted parameters.</param>
/// <param name="Noise">The deviation between single runs there: how well one pilot could tell parameters.</param>
public sealed record CalibratedTarget(Metric Metric, double Published, double Simulated, double Noise)
{
    /// <summary>How far the mean lies from the figure, as a part of it. Smallness proves nothing: the parameters were chosen so.</summary>
    public double Difference => (Simulated - Published) / Published;
}
