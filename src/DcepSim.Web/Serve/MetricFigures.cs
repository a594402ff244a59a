namespace DcepSim.Web.Serve;

/// <summary>What a result says about one metric, in the metric's unit.</summary>
/// <param name="Name">The metric's name in files.</param>
/// <param name="Role">What part the published figure played.</param>
/// <param name="Mean">The mean over runs; null where a run has no value.</param>
/// <param name="RunLow">Where one more run falls by chance alone: from; null for one run.</param>
/// <param name="RunHigh">And to.</param>
/// <param name="Published">The published figure; null where there is none.</param>
public sealed record MetricFigures(string Name, string Role, double? Mean, double? RunLow, double? RunHigh, double? Published);
