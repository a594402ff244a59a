using DcepSim.Offline;

namespace DcepSim.Simulation.Scenarios;

/// <summary>The rules of offline payment in a scenario. What is not limited has a limit that is never reached.</summary>
/// <param name="Mode">How offline a payment is.</param>
/// <param name="PaymentMax">The most one payment may be. File field <c>paymentMaxYuan</c>.</param>
/// <param name="SpentMax">The most a purse may spend between two contacts. File field <c>spentMaxYuan</c>.</param>
/// <param name="PaymentsMax">How many payments a purse may make between two contacts.</param>
/// <param name="ContactMaxHours">How long after a contact a purse may still pay.</param>
/// <param name="HopsMax">Through how many hands value may pass without a contact.</param>
/// <param name="PayeeCap">The most one payee takes from one payer certificate. File field <c>payeeCapYuan</c>.</param>
/// <param name="PurseMax">The most a holder's purse may hold. File field <c>purseMaxYuan</c>.</param>
/// <param name="CertificateDays">How long a certificate is valid.</param>
/// <param name="LateDays">How long the book waits for late tokens.</param>
/// <param name="LossBearer">Whose loss account pays for what must not mint.</param>
/// <param name="Recovery">What the holder of a lost purse gets back.</param>
public sealed record OfflinePolicyScenario(
    OfflineMode Mode,
    Amount PaymentMax,
    Amount SpentMax,
    int PaymentsMax,
    double ContactMaxHours,
    int HopsMax,
    Amount PayeeCap,
    Amount PurseMax,
    double CertificateDays,
    double LateDays,
    LossBearer LossBearer,
    LossRecovery Recovery);
