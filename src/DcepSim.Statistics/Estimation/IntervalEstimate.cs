namespace DcepSim.Statistics.Estimation;

/// <summary>A value with an interval and the name of the rule that made it. <c>default</c> means nothing. Immutable.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
/// <param name="Level">Coverage aimed at, such as 0.95.</param>
/// <param name="Estimator">One of <see cref="EstimatorNames"/>.</param>
public readonly record struct IntervalEstimate(double Value, double Low, double High, double Level, string Estimator);
