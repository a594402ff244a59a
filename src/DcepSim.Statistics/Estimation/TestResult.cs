namespace DcepSim.Statistics.Estimation;

/// <summary>The outcome of a test of a hypothesis. <c>default</c> means nothing. Immutable.</summary>
/// <param name="Statistic">The test statistic.</param>
/// <param name="DegreesOfFreedom">Degrees of freedom of its reference distribution; 0 for a normal one.</param>
/// <param name="PValue">How often a true hypothesis gives a statistic at least this extreme.</param>
/// <param name="Test">What test it was.</param>
public readonly record struct TestResult(double Statistic, int DegreesOfFreedom, double PValue, string Test);
