using System.Collections.Immutable;
using DcepSim.Experiments;

namespace DcepSim.Sweeps;

/// <summary>One point of a sweep.</summary>
/// <param name="Number">Its place in the design, from 1.</param>
/// <param name="Values">The value of each axis, as it is written in a setting.</param>
/// <param name="Result">What its runs gave.</param>
public sealed record SweepPoint(int Number, ImmutableArray<string> Values, CampaignResult Result);
