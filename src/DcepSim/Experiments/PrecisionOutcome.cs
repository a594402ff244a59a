using System.Collections.Immutable;

namespace DcepSim.Experiments;

/// <summary>Why an experiment that was to reach a precision has stopped.</summary>
/// <param name="Target">What was asked for.</param>
/// <param name="RunsMax">The most runs it was allowed.</param>
/// <param name="RelativeHalfWidth">The half-width reached, as a part of the mean; <c>null</c> where there is no mean, or it is zero.</param>
/// <param name="IsMet">Whether the interval is as narrow as asked; otherwise the runs were used up.</param>
/// <param name="Looks">The numbers of runs at which the interval was looked at.</param>
public sealed record PrecisionOutcome(PrecisionTarget Target, int RunsMax, double? RelativeHalfWidth, bool IsMet, ImmutableArray<int> Looks);
