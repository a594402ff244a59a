using System.Collections.Immutable;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Simulation.Mechanisms;

/// <summary>The rows that one winner gets together.</summary>
/// <param name="First">The row that is drawn, and that says how many there are.</param>
/// <param name="Rows">All of its rows, the first one first.</param>
/// <param name="Packets">How many packets they are, copies included.</param>
internal sealed record Package(int First, ImmutableArray<int> Rows, int Packets)
{
    /// <summary>All packages of a campaign, in order of their first rows.</summary>
    public static ImmutableArray<Package> Of(CampaignScenario campaign) =>
    [
        .. Enumerable.Range(0, campaign.Packets.Length).GroupBy(campaign.FirstRowOf)
            .Select(rows => new Package(rows.Key, [.. rows], rows.Sum(row => campaign.Packets[row].Copies))),
    ];
}
