using Microsoft.AspNetCore.Components;

namespace DcepSim.Web.Charts;

/// <summary>Lines over a number line, each with the band between its low and high ends.</summary>
public sealed partial class BandChart
{
    /// <summary>The lines, at most four.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<BandSeries> Series { get; set; }
}
