namespace DcepSim.Web.Report;

/// <summary>One chart of a report as a file of its own.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Assumption">What is said of a chart that no published figure constrains; empty for others.</param>
/// <param name="Svg">The file, as UTF-8.</param>
public sealed record ReportPicture(string Title, string Assumption, ReadOnlyMemory<byte> Svg);
