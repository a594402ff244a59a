namespace DcepSim.Web.Charts;

/// <summary>A value with its range, one beside the other along the chart.</summary>
/// <param name="Category">What it stands for.</param>
/// <param name="Mean">Its value.</param>
/// <param name="Low">The range's low end.</param>
/// <param name="High">The range's high end.</param>
public sealed record RangePoint(string Category, double Mean, double Low, double High);
