using System.Collections.Immutable;
using System.Globalization;
using DcepSim.Campaigns;

namespace DcepSim.Simulation.Scenarios;

/// <summary>The campaign terms that a scenario describes.</summary>
public static class ScenarioTerms
{
    /// <summary>The first round: packets as prizes in the scenario's order, and local times as instants.</summary>
    /// <param name="scenario">A scenario without faults.</param>
    /// <exception cref="ArgumentException">The scenario has faults.</exception>
    public static CampaignTerms Of(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var campaign = scenario.Campaign;
        var spendCloses = ShanghaiTime.At(campaign.SpendCloses);
        return new(
            new(scenario.Name),
            campaign.Funder.En,
            new(PrizesOf(campaign.Packets), campaign.Distribution.UnfilledPlaces),
            new(ShanghaiTime.At(campaign.RegistrationOpens), ShanghaiTime.At(campaign.RegistrationCloses)),
            ShanghaiTime.At(campaign.DrawAt),
            new(ShanghaiTime.At(campaign.ClaimOpens), spendCloses),
            new(ShanghaiTime.At(campaign.SpendOpens), spendCloses));
    }

    private static ImmutableArray<DrawPrize> PrizesOf(ImmutableArray<PacketScenario> packets) =>
        [.. packets.Select((packet, index) => new DrawPrize(
            string.Create(CultureInfo.InvariantCulture, $"packet {index + 1}"),
            Amount.FromFen(packet.Face.Fen * packet.Copies),
            packet.Count,
            packet.Stratum.Length == 0 ? null : packet.Stratum)
        {
            IsRight = packet.Face.IsZero,
        })];
}
