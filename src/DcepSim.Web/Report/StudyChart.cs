using DcepSim.Web.Charts;

namespace DcepSim.Web.Report;

/// <summary>A chart: of values with their intervals, or of lines or columns where it has any.</summary>
/// <param name="Text">What stands around it.</param>
/// <param name="Table">Its figures.</param>
/// <param name="Points">The values with their intervals.</param>
/// <param name="Along">What the values stand for.</param>
/// <param name="Up">What they are measured in.</param>
/// <param name="Reference">What all are held against; <c>null</c> for nothing.</param>
public sealed record StudyChart(ChartText Text, ChartTable Table, IReadOnlyList<RangePoint> Points, ChartAxis Along, ChartAxis Up, double? Reference)
{
    /// <summary>The lines, if it is a chart of lines.</summary>
    public IReadOnlyList<BandSeries> Lines { get; init; } = [];

    /// <summary>The columns, if it is a chart of columns.</summary>
    public IReadOnlyList<ColumnSeries> Columns { get; init; } = [];
}
