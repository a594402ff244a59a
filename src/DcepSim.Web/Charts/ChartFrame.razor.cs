using Microsoft.AspNetCore.Components;

namespace DcepSim.Web.Charts;

/// <summary>What every chart stands in: title, summary, legend, the drawing, and its figures behind a disclosure.</summary>
public sealed partial class ChartFrame
{
    /// <summary>What stands around the drawing.</summary>
    [Parameter, EditorRequired]
    public required ChartText Text { get; set; }

    /// <summary>The chart's figures.</summary>
    [Parameter, EditorRequired]
    public required ChartTable Table { get; set; }

    /// <summary>The names of its series in the order of their colours; one alone needs no legend.</summary>
    [Parameter]
    public IReadOnlyList<string> Legend { get; set; } = [];

    /// <summary>The drawing.</summary>
    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }
}
