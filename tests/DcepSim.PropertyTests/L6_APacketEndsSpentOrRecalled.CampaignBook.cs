using DcepSim.Campaigns;
using DcepSim.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DcepSim.PropertyTests;

// The campaign's side of the law: its own book balances after every entry, whatever people do.
public partial class L6_APacketEndsSpentOrRecalled
{
    private const int Winners = 12;
    private static readonly Amount Face = Amount.FromFen(1_000);
    private static readonly Amount Funds = Amount.FromFen(Winners * 1_000L);

    private enum Step
    {
        Claim,
        Spend,
        Recall,
    }

    [Fact]
    public void Whatever_people_do_granted_is_spent_recalled_and_alive_and_funded_is_pool_alive_spent_and_returned()
    {
        var seen = new HashSet<(Step, bool)>();
        Prop.ForAll(Histories(), history => Play(history, seen)).Check(Config.QuickThrowOnFailure.WithMaxTest(TestScale.Of(300)));
        Assert.Equal(6, seen.Count); // every step was both taken and refused
    }

    [Fact]
    public void The_books_of_two_parts_add_up_to_the_book_of_the_whole() =>
        Prop.ForAll(Histories(), history =>
        {
            var whole = Play(history, []);
            var funder = default(CampaignTally).Fund(Funds);
            var odd = Enter(history, winner => winner % 2 == 1);
            var even = Enter(history, winner => winner % 2 == 0);
            Assert.Equal(whole, funder + odd + even);
            Assert.Equal(whole, even + (odd + funder));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(TestScale.Of(100)));

    private static Arbitrary<(int Winner, Step Step, int Fen)[]> Histories() => Arb.From(
        (from winner in Gen.Choose(0, Winners - 1)
         from step in Gen.Elements(Step.Claim, Step.Claim, Step.Spend, Step.Spend, Step.Spend, Step.Recall)
         from fen in Gen.Choose(0, 700)
         select (winner, step, fen)).ArrayOf());

    private static CampaignTally Play((int Winner, Step Step, int Fen)[] history, HashSet<(Step, bool)> seen)
    {
        var lives = Enumerable.Repeat(PacketLife.Win(Face), Winners).ToArray();
        var tally = default(CampaignTally).Fund(Funds);
        foreach (var (winner, step, fen) in history)
        {
            var isTaken = TryStep(ref lives[winner], step, fen, ref tally);
            seen.Add((step, isTaken));
            AssertBalances(lives, tally);
        }

        var before = tally;
        for (var winner = 0; winner < Winners; winner++)
            TryStep(ref lives[winner], Step.Recall, 0, ref tally);
        tally = tally.ReturnUnclaimed(Amount.FromFen(tally.Pool.Fen));
        AssertBalances(lives, tally);
        Assert.All(lives, life => Assert.True(life.Stage is PacketStage.Spent or PacketStage.Recalled && life.Alive.IsZero));
        Assert.Equal((Amount.Zero, NetAmount.Zero), (tally.Alive, tally.Pool));
        Assert.Equal(Funds, tally.Spent + tally.Returned);
        return before;
    }

    private static CampaignTally Enter((int Winner, Step Step, int Fen)[] history, Func<int, bool> isPart)
    {
        var lives = Enumerable.Repeat(PacketLife.Win(Face), Winners).ToArray();
        var tally = default(CampaignTally);
        foreach (var (winner, step, fen) in history.Where(entry => isPart(entry.Winner)))
            TryStep(ref lives[winner], step, fen, ref tally);
        return tally;
    }

    private static bool TryStep(ref PacketLife life, Step step, int fen, ref CampaignTally tally)
    {
        try
        {
            var next = step switch
            {
                Step.Claim => life.Claim(),
                Step.Spend => life.Spend(Amount.FromFen(fen)),
                _ => life.Recall(),
            };
            tally = step switch
            {
                Step.Claim => tally.Claim(life.Face),
                Step.Spend => tally.Spend(Amount.FromFen(fen)),
                _ => tally.Recall(life.Alive),
            };
            life = next;
            return true;
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentOutOfRangeException)
        {
            return false;
        }
    }

    private static void AssertBalances(PacketLife[] lives, CampaignTally tally)
    {
        Assert.Equal(NetAmount.Zero, tally.PacketBreak);
        Assert.Equal(NetAmount.Zero, tally.PoolBreak);
        Assert.Equal(lives.Sum(life => life.Spent.Fen), tally.Spent.Fen);
        Assert.Equal(lives.Sum(life => life.Recalled.Fen), tally.Recalled.Fen);
        Assert.Equal(lives.Sum(life => life.Alive.Fen), tally.Alive.Fen);
        foreach (var life in lives.Where(life => !(life.Spent + life.Recalled + life.Alive).IsZero))
            Assert.Equal(life.Face, life.Spent + life.Recalled + life.Alive);
    }
}
