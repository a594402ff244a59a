using NodaTime;

namespace DcepSim.Simulation;

/// <summary>From an instant on people behave as another model says; rules, packets and luck stay as they were.</summary>
/// <param name="At">The instant; what comes before it is the same as without a branch.</param>
/// <param name="After">The model whose behaviour holds from then on; its rules are not looked at.</param>
public sealed record CampaignBranch(Instant At, CampaignModel After);
