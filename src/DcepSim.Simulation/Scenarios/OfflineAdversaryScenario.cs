using DcepSim.Offline;

namespace DcepSim.Simulation.Scenarios;

/// <summary>What goes wrong on purpose.</summary>
/// <param name="BrokenShare">The share of holders' purses whose secure element is broken. 0 to 1.</param>
/// <param name="Compromise">How such purses are broken.</param>
/// <param name="Width">Copies of a cloned element, or payments between two roll-backs.</param>
/// <param name="ColludingShare">The share of merchants who take anything from broken purses. 0 to 1.</param>
/// <param name="JammedShare">The share of merchants whose contact is jammed until the end. 0 to 1.</param>
/// <param name="StolenPerDay">The share of holders' purses stolen a day. 0 to 1.</param>
/// <param name="ReportHours">Hours until a theft is reported.</param>
public sealed record OfflineAdversaryScenario(
    double BrokenShare,
    Compromise Compromise,
    int Width,
    double ColludingShare,
    double JammedShare,
    double StolenPerDay,
    int ReportHours);
