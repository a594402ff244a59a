using DcepSim.Campaigns;

namespace DcepSim.UnitTests.Campaigns;

public class GroupedDrawTests
{
    private const byte Resident = 1;
    private const byte Visitor = 2;
    private static readonly RandomKey Key = RandomKey.FromSeed(12);

    [Fact]
    public void A_draw_without_groups_gives_the_same_winners_as_the_plain_lottery()
    {
        var outcome = LotteryDraw.Draw(DrawTerms.OfEqualPackets(40, Amount.FromYuan(200)), 1_000, [], Key);

        Assert.Equal(LotteryDraw.Winners(1_000, 40, Key), outcome.Wins.Select(win => win.Entrant));
        Assert.All(outcome.Wins, win => Assert.Equal(0, win.Prize));
        Assert.Equal([0], outcome.PlacesLeft);
    }

    [Fact]
    public void Two_faces_go_down_the_row_of_winners_in_the_order_listed()
    {
        var terms = new DrawTerms([new("big", Amount.FromYuan(500), 3), new("small", Amount.FromYuan(50), 7)]);

        var outcome = LotteryDraw.Draw(terms, 100, [], Key);

        Assert.Equal([0, 0, 0, 1, 1, 1, 1, 1, 1, 1], outcome.Wins.Select(win => win.Prize));
        Assert.Equal(LotteryDraw.Winners(100, 10, Key), outcome.Wins.Select(win => win.Entrant));
    }

    [Fact]
    public void Reserved_places_go_to_their_group_and_the_rest_to_whoever_comes_next()
    {
        var terms = new DrawTerms(
            [new("resident", Amount.FromYuan(200), 20, "resident"), new("visitor", Amount.FromYuan(100), 10, "visitor"), new("open", Amount.FromYuan(50), 15)]);
        var groups = GroupsOf(3_000);

        var outcome = LotteryDraw.Draw(terms, groups.Length, groups, Key);

        Assert.Equal([0, 0, 0], outcome.PlacesLeft);
        Assert.Equal(Expected(terms, groups), outcome.Wins);
    }

    [Fact]
    public void Places_a_group_cannot_fill_stay_with_the_funder_when_the_terms_say_so()
    {
        byte[] groups = [Resident, 0, 0, Resident, 0, 0, 0];
        var terms = new DrawTerms([new("resident", Amount.FromYuan(200), 5, "resident"), new("open", Amount.FromYuan(50), 2)]);

        var outcome = LotteryDraw.Draw(terms, groups.Length, groups, Key);

        Assert.Equal([3, 0], outcome.PlacesLeft);
        Assert.Equal(4, outcome.Wins.Length);
        Assert.Equal([0, 3], outcome.Wins.Where(win => win.Prize == 0).Select(win => win.Entrant).Order());
    }

    [Fact]
    public void Places_a_group_cannot_fill_are_offered_to_everyone_when_the_terms_say_so()
    {
        byte[] groups = [Resident, 0, 0, Resident, 0, 0, 0];
        var terms = new DrawTerms(
            [new("resident", Amount.FromYuan(200), 5, "resident"), new("open", Amount.FromYuan(50), 1)], UnfilledPlaces.OfferToEveryone);

        var outcome = LotteryDraw.Draw(terms, groups.Length, groups, Key);

        Assert.Equal([0, 0], outcome.PlacesLeft);
        Assert.Equal(5, outcome.Wins.Count(win => win.Prize == 0));
        Assert.Equal(6, outcome.Wins.Select(win => win.Entrant).Distinct().Count());
    }

    [Fact]
    public void When_all_entrants_win_the_places_over_are_told()
    {
        var terms = new DrawTerms([new("packet", Amount.FromYuan(200), 10)], UnfilledPlaces.OfferToEveryone);

        var outcome = LotteryDraw.Draw(terms, 4, [], Key);

        Assert.Equal(4, outcome.Wins.Length);
        Assert.Equal([6], outcome.PlacesLeft);
    }

    [Theory]
    [InlineData(UnfilledPlaces.ReturnToFunder)]
    [InlineData(UnfilledPlaces.OfferToEveryone)]
    public void Wins_and_places_left_add_up_to_the_places_of_every_prize_whatever_the_groups(UnfilledPlaces unfilled)
    {
        for (var round = 0UL; round < 200; round++)
        {
            var chance = RandomKey.FromSeed(31).Child(round);
            var groups = GroupsOf((int)chance.Below(0, 300), chance);
            var terms = new DrawTerms(
                [
                    new("a", Amount.FromYuan(1), 1 + (int)chance.Below(1, 60), "resident"),
                    new("b", Amount.FromYuan(2), 1 + (int)chance.Below(2, 60)),
                    new("c", Amount.FromYuan(3), 1 + (int)chance.Below(3, 60), "visitor"),
                    new("d", Amount.FromYuan(4), 1 + (int)chance.Below(4, 60), "resident"),
                ],
                unfilled);

            var outcome = LotteryDraw.Draw(terms, groups.Length, groups, chance);

            Assert.Equal(outcome.Wins.Length, outcome.Wins.Select(win => win.Entrant).Distinct().Count());
            for (var prize = 0; prize < terms.Prizes.Length; prize++)
                Assert.Equal(terms.Prizes[prize].Places, outcome.PlacesLeft[prize] + outcome.Wins.Count(win => win.Prize == prize));
            Assert.Equal(Expected(terms, groups, chance), outcome.Wins);
        }
    }

    [Fact]
    public void A_group_the_terms_do_not_know_is_refused_with_the_entrant()
    {
        var terms = new DrawTerms([new("resident", Amount.FromYuan(200), 5, "resident")]);

        var error = Assert.Throws<ArgumentException>(() => LotteryDraw.Draw(terms, 3, [0, 1, 2], Key));
        Assert.Contains("Entrant 2 is in group 2", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => LotteryDraw.Draw(terms, 3, [0, 1], Key));
    }

    [Fact]
    public void All_faults_of_draw_terms_are_told_together()
    {
        var error = Assert.Throws<ArgumentException>(() => new DrawTerms([new("x", default, 0, ""), new("x", Amount.FromFen(1), 1), new("", Amount.FromFen(1), 1)]));

        foreach (var field in new[] { "prizes[0].places", "prizes[0].group", "prizes[1].name", "prizes[2].name" })
            Assert.Contains(field, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_change_of_the_terms_changes_their_fingerprint()
    {
        DrawTerms[] variants =
        [
            new([new("a", Amount.FromFen(1), 2)]),
            new([new("b", Amount.FromFen(1), 2)]),
            new([new("a", Amount.FromFen(2), 2)]),
            new([new("a", Amount.FromFen(1), 3)]),
            new([new("a", Amount.FromFen(1), 2, "g")]),
            new([new("a", Amount.FromFen(1), 2)], UnfilledPlaces.OfferToEveryone),
            new([new("a", Amount.FromFen(1), 2), new("b", Amount.FromFen(1), 2)]),
        ];

        Assert.Equal(variants.Length, variants.Select(terms => terms.Fingerprint()).Distinct().Count());
        Assert.Equal(variants[0].Fingerprint(), new DrawTerms([new("a", Amount.FromFen(1), 2)]).Fingerprint());
    }

    private static byte[] GroupsOf(int entrants, RandomKey? chance = null) =>
        [.. Enumerable.Range(0, entrants).Select(entrant => (byte)(((chance ?? RandomKey.FromSeed(3)).Child("groups").Word((ulong)entrant) % 10) switch { 0 => Visitor, < 4 => Resident, _ => 0 }))];

    // The rule of giving, said once more in the plainest way: everyone in one row, prizes taken from it one place at a time.
    private static List<DrawWin> Expected(DrawTerms terms, byte[] groups, RandomKey? key = null)
    {
        var row = LotteryDraw.Winners(groups.Length, groups.Length, key ?? Key).ToList();
        var prizeOf = new Dictionary<int, int>();
        var left = terms.Prizes.Select(prize => prize.Places).ToArray();
        void Give(int prize, Func<int, bool> may)
        {
            foreach (var entrant in row.Where(entrant => may(entrant) && !prizeOf.ContainsKey(entrant)).Take(left[prize]).ToList())
            {
                prizeOf[entrant] = prize;
                left[prize]--;
            }
        }

        var indices = Enumerable.Range(0, terms.Prizes.Length).ToList();
        indices.Where(prize => terms.Prizes[prize].Group != null).ToList()
            .ForEach(prize => Give(prize, entrant => groups[entrant] == terms.Groups.IndexOf(terms.Prizes[prize].Group!) + 1));
        indices.Where(prize => terms.Prizes[prize].Group == null).ToList().ForEach(prize => Give(prize, _ => true));
        if (terms.Unfilled == UnfilledPlaces.OfferToEveryone)
            indices.ForEach(prize => Give(prize, _ => true));
        return [.. row.Where(prizeOf.ContainsKey).Select(entrant => new DrawWin(entrant, prizeOf[entrant]))];
    }
}
