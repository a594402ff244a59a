using DcepSim.Simulation.Scenarios;
using DcepSim.Statistics.Estimation;

namespace DcepSim.Observations;

/// <summary>What went to the merchants of one category in one district, or to one online platform, over all runs. Refunds are not taken off.</summary>
/// <param name="District">The district's short name; <c>null</c> online, and where the scenario tells none apart.</param>
/// <param name="Category">The category's short name; <c>null</c> online, and where the scenario tells none apart.</param>
/// <param name="Platform">The online platform; <c>null</c> in store.</param>
/// <param name="Merchants">How many merchants there are.</param>
/// <param name="Payments">Payments they were paid, with or without packet money.</param>
/// <param name="PacketFen">Packet money they were paid, in fen.</param>
/// <param name="OwnMoneyFen">Money from wallet top-ups they were paid, in fen.</param>
/// <param name="OtherTenderFen">What they were paid beside them outside e-CNY, in fen.</param>
public sealed record ObservedFlow(
    string? District, string? Category, LocalizedText? Platform, int Merchants, Estimate Payments, Estimate PacketFen, Estimate OwnMoneyFen, Estimate OtherTenderFen)
{
    /// <summary>Where was paid.</summary>
    public SalesChannel Channel => Platform is null ? SalesChannel.InStore : SalesChannel.Online;
}
