using System.Collections.Immutable;
using DcepSim.Simulation.Scenarios;
using DcepSim.Statistics.Calibration;

namespace DcepSim.Calibration;

/// <summary>Where a fit ended. Immutable.</summary>
/// <param name="Scenario">The scenario with the fitted values in it.</param>
/// <param name="Parameters">The paths of the fields that were fitted by simulation.</param>
/// <param name="Targets">The metrics they were fitted to.</param>
/// <param name="Fit">Values, residuals, Jacobian, singular values, rank, and which parameters the targets determine; <c>null</c> when the
/// scenario has nothing to fit by simulation.</param>
public sealed record CampaignFitResult(Scenario Scenario, ImmutableArray<string> Parameters, ImmutableArray<string> Targets, MomentFitResult? Fit);
