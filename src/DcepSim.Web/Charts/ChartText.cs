namespace DcepSim.Web.Charts;

/// <summary>What stands around a chart.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Summary">What can be read off it, in a sentence or two; readers who cannot see the chart are read this.</param>
/// <param name="TableTitle">What the disclosure of its figures is called.</param>
public sealed record ChartText(string Title, string Summary, string TableTitle)
{
    /// <summary>What is said of a chart that no published figure constrains; <c>null</c> for charts that one does. Such charts are hatched.</summary>
    public string? Assumption { get; init; }
}
