using System.Collections.Immutable;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Web.Serve;

/// <summary>What a visitor typed into the form of a run, and what is wrong with it.</summary>
/// <param name="Inputs">The scenario's fields.</param>
/// <param name="Others">Faults that belong to no field of the form.</param>
/// <param name="Runs">How many runs, as typed.</param>
/// <param name="Seed">The seed, as typed.</param>
/// <param name="RunsFault">The key of what is wrong with the number of runs; null for nothing.</param>
/// <param name="SeedFault">The key of what is wrong with the seed; null for nothing.</param>
public sealed record RunAsked(ImmutableArray<ScenarioInput> Inputs, ImmutableArray<ScenarioFault> Others, string Runs, string Seed, string? RunsFault, string? SeedFault)
{
    /// <summary>Whether it can be run.</summary>
    public bool IsValid => FaultCount == 0;

    /// <summary>How many things are wrong.</summary>
    public int FaultCount => Inputs.Count(input => input.Fault is not null) + Others.Length + (RunsFault is null ? 0 : 1) + (SeedFault is null ? 0 : 1);
}
