namespace DcepSim.Web.Charts;

/// <summary>A line with a band around it.</summary>
/// <param name="Title">Its name in the legend.</param>
/// <param name="Points">Its points, in order along the chart.</param>
public sealed record BandSeries(string Title, IReadOnlyList<BandPoint> Points)
{
    /// <summary>Whether any point has a range.</summary>
    public bool HasBand => Points.Any(point => point.High > point.Low);
}
