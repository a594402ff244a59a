namespace DcepSim.Statistics.Estimation;

/// <summary>The names under which results files and reports say how a number was made. Each is one fixed text; formulas stand in the room's README.</summary>
public static class EstimatorNames
{
    /// <summary>Sum in run order divided by the number of runs.</summary>
    public const string Mean = "mean (summed in run order)";

    /// <summary>Square root of the sum of squared deviations over n - 1.</summary>
    public const string StandardDeviation = "sample standard deviation (n-1, two passes in run order)";

    /// <summary>Mean plus and minus t(n-1) sd / sqrt(n).</summary>
    public const string MeanInterval = "Student t over runs";

    /// <summary>Mean plus and minus t(n-1) sd sqrt(1 + 1/n): where one further run falls by chance alone.</summary>
    public const string RunRange = "normal run range, t(n-1) sd sqrt(1+1/n)";

    /// <summary>Student t over differences of runs that share their chance.</summary>
    public const string PairedDifference = "paired difference, Student t over runs";

    /// <summary>Wilson's score interval for a proportion.</summary>
    public const string Wilson = "Wilson score";

    /// <summary>Percentile bootstrap.</summary>
    public const string BootstrapPercentile = "bootstrap percentile";

    /// <summary>Bias-corrected and accelerated bootstrap.</summary>
    public const string BootstrapBca = "bootstrap BCa";

    /// <summary>Linear interpolation of order statistics, Hyndman and Fan's type 7.</summary>
    public const string Quantile = "quantile type 7 (Hyndman-Fan)";

    /// <summary>Order statistics at p (n + 1), Hyndman and Fan's type 6: where one more draw falls.</summary>
    public const string PredictionInterval = "prediction interval, order statistics at p(n+1)";

    /// <summary>First-order Sobol index.</summary>
    public const string SobolFirst = "Sobol first order (Saltelli 2010)";

    /// <summary>Total Sobol index.</summary>
    public const string SobolTotal = "Sobol total (Jansen 1999)";

    /// <summary>Elementary effects of Morris with the absolute mean of Campolongo.</summary>
    public const string Morris = "Morris elementary effects (mu, mu*, sigma)";

    /// <summary>Gini coefficient of a population.</summary>
    public const string Gini = "Gini (population)";

    /// <summary>Herfindahl-Hirschman index.</summary>
    public const string Hhi = "HHI (sum of squared shares)";
}
