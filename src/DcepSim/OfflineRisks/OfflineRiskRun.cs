using DcepSim.Offline;

namespace DcepSim.OfflineRisks;

/// <summary>What one run of a population with broken purses came to.</summary>
/// <param name="PaidFen">What payees took in all, from honest, stolen and broken purses.</param>
/// <param name="LossFen">All losses, whoever bears them.</param>
/// <param name="BoundFen">What broken purses could have taken at most from the payees they reached; <c>null</c> when payees enforce no cap.</param>
/// <param name="Found">Broken purses that were found while the window lasted.</param>
/// <param name="NotFound">Broken purses that paid and were not found.</param>
/// <param name="DetectionHours">Mean hours from a broken purse's first payment until it was found, nobody waited for longer than the window; not
/// a number when no broken purse paid.</param>
public sealed record OfflineRiskRun(long PaidFen, long LossFen, long? BoundFen, int Found, int NotFound, double DetectionHours)
{
    /// <summary>Loss in yuan per million yuan paid; not a number when nothing was paid.</summary>
    public double LossPerMillion => PaidFen == 0 ? double.NaN : 1_000_000.0 * LossFen / PaidFen;

    /// <summary>The share of broken purses that were found; not a number when none paid.</summary>
    public double FoundShare => Found + NotFound == 0 ? double.NaN : (double)Found / (Found + NotFound);

    internal static OfflineRiskRun Of(WorldOutcome outcome, OfflinePolicy policy, double roundHours) => new(
        outcome.Paid.Fen,
        outcome.Statement.Loss.Fen,
        LossBound.Of(policy, 1, outcome.PayeesReached)?.Fen,
        outcome.DetectionRounds.Length,
        outcome.UndetectedRounds.Length,
        outcome.DetectionMean * roundHours);
}
