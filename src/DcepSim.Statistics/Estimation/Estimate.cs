namespace DcepSim.Statistics.Estimation;

/// <summary>What a number of runs say about one statistic: its mean, its spread, and two ranges that answer different questions.</summary>
/// <remarks>
/// The interval of the mean says how well the model's mean is known and shrinks as runs are added. The run range says where one more run of the
/// same model falls by chance alone and does not shrink; it is no forecast of a real campaign. <c>default</c> is an estimate from no runs and
/// means nothing. Estimators are named in <see cref="EstimatorNames"/>. Immutable.
/// </remarks>
/// <param name="Mean">Mean over runs, in the statistic's unit.</param>
/// <param name="Sd">Sample standard deviation between runs; null with one run.</param>
/// <param name="MeanLow">Lower end of the interval of the mean; null with one run.</param>
/// <param name="MeanHigh">Upper end of the interval of the mean; null with one run.</param>
/// <param name="RunLow">Lower end of the run range; null with one run.</param>
/// <param name="RunHigh">Upper end of the run range; null with one run.</param>
/// <param name="Level">Coverage aimed at by both, such as 0.95.</param>
/// <param name="Runs">How many runs.</param>
public readonly record struct Estimate(
    double Mean,
    double? Sd,
    double? MeanLow,
    double? MeanHigh,
    double? RunLow,
    double? RunHigh,
    double Level,
    int Runs)
{
    /// <summary>Half the width of the interval of the mean; null with one run.</summary>
    public double? MeanHalfWidth => MeanHigh - Mean;
}
