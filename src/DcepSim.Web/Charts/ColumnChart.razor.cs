using Microsoft.AspNetCore.Components;

namespace DcepSim.Web.Charts;

/// <summary>Columns by category.</summary>
public sealed partial class ColumnChart
{
    /// <summary>The columns, at most four to a category.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<ColumnSeries> Series { get; set; }
}
