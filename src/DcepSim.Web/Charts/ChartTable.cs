namespace DcepSim.Web.Charts;

/// <summary>The figures of a chart, written out.</summary>
/// <param name="Columns">The columns' names; the first column names the rows.</param>
/// <param name="Rows">A cell for each column.</param>
public sealed record ChartTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);
