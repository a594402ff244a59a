using System.Collections.Immutable;
using DcepSim.Simulation.Scenarios;
using DcepSim.Statistics.Estimation;

namespace DcepSim.Choices;

/// <summary>One of the designs to choose among.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Values">The varied fields' values, in the order of the axes.</param>
/// <param name="Scenario">The design.</param>
/// <param name="Issued">What its packets cost if all were spent.</param>
/// <param name="IsCoupon">Whether any of its packets has a threshold.</param>
/// <param name="Runs">How many runs it took part in before it fell or the choice was made.</param>
/// <param name="Fresh">The objective's mean under fresh keys, in its unit, at the middle of the prior; <c>null</c> where it fell everywhere before.</param>
/// <param name="BehindBest">The paired difference between the selected design and this one under fresh keys, larger meaning worse; <c>null</c> where there is none.</param>
public sealed record ChoiceDesign(
    int Number, ImmutableArray<string> Values, Scenario Scenario, Amount Issued, bool IsCoupon, int Runs, Estimate? Fresh, Estimate? BehindBest);
