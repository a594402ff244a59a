using System.Collections.Immutable;
using System.Globalization;
using DcepSim.Campaigns;
using NodaTime;

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

    /// <summary>The end of the last spend window, that of a further round where there are some.</summary>
    /// <param name="scenario">A scenario without faults.</param>
    public static Instant LastEndOf(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return ShanghaiTime.At(scenario.Campaign.Rounds.Select(round => round.SpendCloses).Append(scenario.Campaign.SpendCloses).Max());
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
