using Microsoft.AspNetCore.Components;

namespace DcepSim.Web.Report;

/// <summary>A whole page with its style inside.</summary>
public sealed partial class ReportDocument
{
    /// <summary>The window's title.</summary>
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <summary>The page's language.</summary>
    [Parameter, EditorRequired]
    public required Wording Words { get; set; }

    /// <summary>The page.</summary>
    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }
}
