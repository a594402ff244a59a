using System.Collections.Immutable;

namespace DcepSim.Observations;

/// <summary>What an experiment shows beyond its metrics.</summary>
/// <remarks>Immutable and safe to share between threads. The same scenario, seed and number of runs give the same observations on any number
/// of threads.</remarks>
/// <param name="Runs">How many runs the hours are taken over.</param>
/// <param name="Hours">Every hour from the opening of claims to the end of the spend window, each channel that the scenario has, in order of
/// time.</param>
/// <param name="FirstRun">The first run in full.</param>
public sealed record CampaignObservations(int Runs, ImmutableArray<ObservedHour> Hours, RunObservations FirstRun)
{
    /// <summary>What went to the merchants of each district and category, and to each online platform, over all runs: districts in the scenario's
    /// order, in each the categories, then the platforms.</summary>
    public required ImmutableArray<ObservedFlow> Flows { get; init; }
}
