using Microsoft.AspNetCore.Components;

namespace DcepSim.Web.Charts;

/// <summary>Values with their ranges, side by side, around a line that all are held against.</summary>
public sealed partial class RangeChart
{
    /// <summary>The values.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<RangePoint> Points { get; set; }

    /// <summary>Where the line is drawn; <c>null</c> for none.</summary>
    [Parameter]
    public double? Reference { get; set; }
}
