namespace DcepSim.Cli.Screen;

/// <summary>A value with its interval, to be drawn beside others on one scale.</summary>
/// <param name="Label">What it is of.</param>
/// <param name="Low">The interval's low end; null where there is no interval.</param>
/// <param name="Mean">The value.</param>
/// <param name="High">The interval's high end; null where there is no interval.</param>
internal readonly record struct RangeRow(string Label, double? Low, double Mean, double? High);
