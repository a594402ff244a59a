namespace DcepSim.Statistics.Estimation;

/// <summary>How unequally a total is shared out among members; all 0 where there is nothing to share.</summary>
/// <param name="Gini">The Gini coefficient: 0 all the same, (n - 1) / n one has all.</param>
/// <param name="Hhi">The Herfindahl-Hirschman index, 1/n to 1.</param>
/// <param name="Top1Share">The share of the largest member, 0 to 1.</param>
/// <param name="Top10Share">The share of the ten largest.</param>
/// <param name="Top100Share">The share of the hundred largest.</param>
public readonly record struct ConcentrationMeasures(double Gini, double Hhi, double Top1Share, double Top10Share, double Top100Share);
