namespace DcepSim.Web.Charts;

/// <summary>A point of a line with the range around it.</summary>
/// <param name="X">Where it stands along the chart.</param>
/// <param name="Mean">Its value.</param>
/// <param name="Low">The range's low end; the value itself where there is no range.</param>
/// <param name="High">The range's high end; the value itself where there is no range.</param>
public sealed record BandPoint(double X, double Mean, double Low, double High);
