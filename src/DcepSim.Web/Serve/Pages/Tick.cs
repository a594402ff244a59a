using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace DcepSim.Web.Serve.Pages;

/// <summary>A word in a chart. Written in code: Razor keeps the name of SVG's text element for itself.</summary>
public sealed class Tick : ComponentBase
{
    /// <summary>What it says.</summary>
    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    /// <summary>Where it stands, from the left.</summary>
    [Parameter]
    public string X { get; set; } = "0";

    /// <summary>Where it stands, from the top.</summary>
    [Parameter]
    public string Y { get; set; } = "0";

    /// <summary>Whether it ends at its place rather than begins there.</summary>
    [Parameter]
    public bool Ends { get; set; }

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "class", "tick");
        builder.AddAttribute(2, "x", X);
        builder.AddAttribute(3, "y", Y);
        builder.AddAttribute(4, "dominant-baseline", "middle");
        if (Ends)
            builder.AddAttribute(5, "text-anchor", "end");
        builder.AddContent(6, Text);
        builder.CloseElement();
    }
}
