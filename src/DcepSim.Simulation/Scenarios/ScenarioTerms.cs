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
            new(PrizesOf(campaign), campaign.Distribution.UnfilledPlaces),
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

    /// <summary>What one package of a first row is worth: every row of it, copies included.</summary>
    internal static Amount WorthOf(CampaignScenario campaign, int first) => Amount.FromFen(
        Enumerable.Range(0, campaign.Packets.Length).Where(row => campaign.FirstRowOf(row) == first).Sum(row => campaign.Packets[row].Face.Fen * campaign.Packets[row].Copies));

    private static ImmutableArray<DrawPrize> PrizesOf(CampaignScenario campaign) =>
    [
        .. Enumerable.Range(0, campaign.Packets.Length).Where(row => campaign.FirstRowOf(row) == row).Select(row =>
        {
            var (packet, worth) = (campaign.Packets[row], WorthOf(campaign, row));
            var name = string.Create(CultureInfo.InvariantCulture, $"packet {row + 1}");
            return new DrawPrize(name, worth, packet.Count, packet.Stratum.Length == 0 ? null : packet.Stratum) { IsRight = worth.IsZero };
        }),
    ];
}
