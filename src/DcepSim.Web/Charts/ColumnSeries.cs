namespace DcepSim.Web.Charts;

/// <summary>Columns of one colour.</summary>
/// <param name="Title">Their name in the legend.</param>
/// <param name="Points">Its columns, in order along the chart.</param>
public sealed record ColumnSeries(string Title, IReadOnlyList<ColumnPoint> Points);
