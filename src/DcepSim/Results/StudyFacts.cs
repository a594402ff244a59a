using System.Collections.Immutable;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Results;

/// <summary>What a manifest says about a study.</summary>
/// <param name="Kind">What was done, and the name of its files: <c>compare</c>, <c>sweep</c>, <c>sensitivity</c> or <c>validate</c>.</param>
/// <param name="Scenarios">The scenarios it started from.</param>
/// <param name="Seed">The number all chance grew from.</param>
/// <param name="Points">How many scenarios were run.</param>
/// <param name="Runs">How often each was run.</param>
/// <param name="Threads">How many threads were used.</param>
/// <param name="WallTime">How long it took; <c>null</c> without a clock.</param>
public sealed record StudyFacts(string Kind, ImmutableArray<Scenario> Scenarios, long Seed, int Points, int Runs, int Threads, TimeSpan? WallTime);
