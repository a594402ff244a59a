using Microsoft.AspNetCore.Components;

namespace DcepSim.Web.Charts;

/// <summary>Lines over a number line, each with the band between its low and high ends.</summary>
public sealed partial class BandChart
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

    /// <summary>The lines, at most four.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<BandSeries> Series { get; set; }
}
