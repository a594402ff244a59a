namespace DcepSim.Web.Charts;

/// <summary>One column.</summary>
/// <param name="Category">What it stands for; columns of one category stand side by side.</param>
/// <param name="Value">Its height.</param>
public sealed record ColumnPoint(string Category, double Value);
