using System.Collections.Immutable;
using System.Globalization;
using DcepSim.Campaigns;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Simulation.Mechanisms;

/// <summary>Finds the winners of one round and what each has won.</summary>
internal sealed class RoundDraw(CampaignModel model, MechanismTables tables, RandomKey run)
{
    private readonly CampaignScenario _campaign = model.Scenario.Campaign;
    private readonly byte[] _strata = StrataOf(model, tables, run.Child("strata"));

    /// <summary>The winners in order of priority, or of arrival in a grab.</summary>
    /// <param name="round">Which round.</param>
    /// <param name="counts">Its packages by row.</param>
    public RoundWin[] Of(int round, IReadOnlyList<int> counts)
    {
        var key = round == 0 ? run.Child("draw") : run.Child("draw").Child((ulong)round);
        var rows = tables.Packages.Where(package => counts[package.First] > 0).ToArray();
        if (rows.Length == 0)
            return [];
        var terms = new DrawTerms([.. rows.Select(package => PrizeOf(package.First, counts[package.First]))], _campaign.Distribution.UnfilledPlaces);
        var wins = LotteryDraw.Draw(terms, _campaign.Applicants, GroupsIn(terms), key).Wins;
        var amounts = rows.Select(package => package.Rows.Select(row => AmountsOf(row, counts[package.First], run.Child("split").Child((ulong)round).Child((ulong)row))).ToArray()).ToArray();
        var given = new int[rows.Length];
        return [.. wins.Select(win => new RoundWin(
            win.Entrant,
            key.Word((ulong)win.Entrant),
            Take(rows[win.Prize], amounts[win.Prize], given[win.Prize]++)))];
    }

    private ImmutableArray<WonPacket> Take(Package package, Amount[][] amounts, int place)
    {
        var packets = ImmutableArray.CreateBuilder<WonPacket>(package.Packets);
        for (var part = 0; part < package.Rows.Length; part++)
        {
            var copies = _campaign.Packets[package.Rows[part]].Copies;
            for (var copy = 0; copy < copies; copy++)
                packets.Add(new(package.Rows[part], amounts[part][(place * copies) + copy], copy == 0));
        }

        return packets.MoveToImmutable();
    }

    private DrawPrize PrizeOf(int row, int places)
    {
        var packet = _campaign.Packets[row];
        var name = string.Create(CultureInfo.InvariantCulture, $"packet {row + 1}");
        var worth = ScenarioTerms.WorthOf(_campaign, row);
        return new(name, worth, places, packet.Stratum.Length == 0 ? null : packet.Stratum) { IsRight = worth.IsZero };
    }

    private Amount[] AmountsOf(int row, int count, RandomKey key)
    {
        var packet = _campaign.Packets[row];
        var parts = count * packet.Copies;
        return packet.Amounts == PacketAmounts.Random
            ? RandomSplit.Of(Amount.FromFen(packet.Face.Fen * parts), parts, key)
            : [.. Enumerable.Repeat(packet.Face, parts)];
    }

    // The draw numbers the groups it reserves places for from 1, in the order of its prizes; all other strata are 0.
    private byte[] GroupsIn(DrawTerms terms)
    {
        if (terms.Groups.IsEmpty)
            return [];
        var numbers = new byte[_campaign.Strata.Length + 1];
        for (var stratum = 0; stratum < _campaign.Strata.Length; stratum++)
            numbers[stratum] = (byte)(terms.Groups.IndexOf(_campaign.Strata[stratum].Id) + 1);
        var groups = new byte[_strata.Length];
        for (var entrant = 0; entrant < groups.Length; entrant++)
            groups[entrant] = numbers[_strata[entrant]];
        return groups;
    }

    private static byte[] StrataOf(CampaignModel model, MechanismTables tables, RandomKey key)
    {
        if (tables.Strata is not { } table)
            return [];
        var strata = new byte[model.Scenario.Campaign.Applicants];
        for (var entrant = 0; entrant < strata.Length; entrant++)
            strata[entrant] = (byte)table.Draw(key.Word((ulong)entrant));
        return strata;
    }
}
