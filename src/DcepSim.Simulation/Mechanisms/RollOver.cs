using DcepSim.Simulation.Scenarios;

namespace DcepSim.Simulation.Mechanisms;

/// <summary>What money that rolled over buys: further packages of the first row that everybody may win and that has equal amounts.</summary>
internal static class RollOver
{
    /// <summary>The row; null where nothing rolls over.</summary>
    public static int? RowOf(Scenario scenario)
    {
        if (scenario.Campaign.Unspent != UnspentRule.RollOver || scenario.Campaign.Rounds.IsEmpty)
            return null;
        var packets = scenario.Campaign.Packets;
        for (var row = 0; row < packets.Length; row++)
        {
            if (scenario.Campaign.FirstRowOf(row) == row && packets[row].Stratum.Length == 0 && IsEqualMoney(scenario.Campaign, row))
                return row;
        }

        return null;
    }

    /// <summary>How many packages of a row the money buys.</summary>
    public static long PackagesFor(Scenario scenario, int row, Amount money) => money.Fen / ScenarioTerms.WorthOf(scenario.Campaign, row).Fen;

    private static bool IsEqualMoney(CampaignScenario campaign, int first) =>
        !ScenarioTerms.WorthOf(campaign, first).IsZero
        && Enumerable.Range(0, campaign.Packets.Length).All(row => campaign.FirstRowOf(row) != first || campaign.Packets[row].Amounts == PacketAmounts.Equal);
}
