using Microsoft.AspNetCore.Components;

namespace DcepSim.Web.Charts;

/// <summary>What every chart with two axes is told.</summary>
public abstract class AxisChart : ComponentBase
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
}
