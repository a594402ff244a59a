using Microsoft.AspNetCore.Components;

namespace DcepSim.Web.Charts;

/// <summary>Values with their ranges, side by side, around a line that all are held against.</summary>
public sealed partial class RangeChart
{
    /// <summary>What stands around it.</summary>
    [Parameter, EditorRequired]
    public required ChartText Text { get; set; }

    /// <summary>Its figures.</summary>
    [Parameter, EditorRequired]
    public required ChartTable Table { get; set; }

    /// <summary>The axis along the chart.</summary>
    [Parameter, EditorRequired]
    public required ChartAxis Along { get; set; }

    /// <summary>The axis up the chart.</summary>
    [Parameter, EditorRequired]
    public required ChartAxis Up { get; set; }

    /// <summary>The values.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<RangePoint> Points { get; set; }

    /// <summary>Where the line is drawn; <c>null</c> for none.</summary>
    [Parameter]
    public double? Reference { get; set; }
}
