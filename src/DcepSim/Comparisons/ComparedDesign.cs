using System.Collections.Immutable;
using DcepSim.Experiments;

namespace DcepSim.Comparisons;

/// <summary>One of the designs that are compared.</summary>
/// <param name="Label">The scenario's name, with its place added where two bear the same.</param>
/// <param name="Result">What its own runs gave.</param>
/// <param name="Differences">Against the baseline, for every metric that applies to both; empty for the baseline itself.</param>
public sealed record ComparedDesign(string Label, CampaignResult Result, ImmutableArray<MetricDifference> Differences);
