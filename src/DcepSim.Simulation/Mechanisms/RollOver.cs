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
            if (packets[row] is { Stratum.Length: 0, Amounts: PacketAmounts.Equal, Face.IsZero: false })
                return row;
        }

        return null;
    }

    /// <summary>How many packages of a row the money buys.</summary>
    public static long PackagesFor(Scenario scenario, int row, Amount money) =>
        money.Fen / (scenario.Campaign.Packets[row].Face.Fen * scenario.Campaign.Packets[row].Copies);
}
