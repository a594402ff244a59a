using DcepSim.Simulation;

namespace DcepSim.Experiments;

/// <summary>What came of one run.</summary>
/// <param name="Run">Its number, from 1. Its chance is the key <c>RandomKey.FromSeed(seed).Child("run").Child(Run)</c>, whatever else is run.</param>
/// <param name="Outcome">What it observed.</param>
/// <param name="Timings">How long it took; <c>null</c> without a clock.</param>
public sealed record CampaignRunResult(int Run, RunOutcome Outcome, RunTimings? Timings);
