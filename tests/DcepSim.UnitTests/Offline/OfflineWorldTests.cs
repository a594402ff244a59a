using DcepSim.Offline;

namespace DcepSim.UnitTests.Offline;

public class OfflineWorldTests
{
    private static readonly WorldTerms Town = new() { Purses = 2000, Merchants = 40, Rounds = 30 };

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Any_partition_gives_the_same_world(int parts)
    {
        var terms = Town with { BrokenPpm = 20_000, Compromise = Compromise.ClonedElement, StolenPpm = 500, JammedPpm = 100_000, ColludingPpm = 50_000 };
        Assert.Equal(Run(terms).Digest, Run(terms, parts: parts).Digest);
    }

    [Fact]
    public void Another_key_gives_another_world() => Assert.NotEqual(Run(Town, seed: 1).Digest, Run(Town, seed: 2).Digest);

    [Fact]
    public void Among_honest_purses_no_fen_is_lost_or_made()
    {
        var outcome = Run(Town with { TornPpm = 100_000, UnconfirmedPpm = 100_000 });

        Assert.True(outcome.Statement.IsBalanced);
        Assert.Equal(0, outcome.AccountBreaks);
        Assert.Equal(Amount.Zero, outcome.Statement.Loss);
        Assert.Equal(Amount.Zero, outcome.Statement.UnderWay);
        Assert.Empty(outcome.Statement.Breaks);
        Assert.True(outcome.Rounds.Sum(round => round.Torn) > 100);
    }

    [Theory]
    [InlineData(Compromise.ClonedElement, LossBearer.Payee)]
    [InlineData(Compromise.RolledBackCounter, LossBearer.Operator)]
    [InlineData(Compromise.ExtractedKey, LossBearer.CentralBank)]
    public void Broken_purses_cost_at_most_the_bound_and_honest_accounts_stay_exact(Compromise compromise, LossBearer bearer)
    {
        var policy = OfflinePolicy.IntermittentlyOffline with { PayeeCap = Amount.FromYuan(200), LossBearer = bearer };
        var outcome = Run(Town with { Policy = policy, BrokenPpm = 20_000, Compromise = compromise, CompromiseWidth = 3, ColludingPpm = 100_000 });

        Assert.True(outcome.Broken > 10);
        Assert.True(outcome.Statement.IsBalanced);
        Assert.Equal(0, outcome.AccountBreaks);
        Assert.InRange(outcome.Statement.Loss.Fen, 1, LossBound.Of(policy, 1, outcome.PayeesReached)!.Value.Fen);
    }

    [Fact]
    public void What_colluding_merchants_forfeit_is_nobodys_loss()
    {
        var policy = OfflinePolicy.IntermittentlyOffline with { PayeeCap = Amount.FromYuan(20), LossBearer = LossBearer.Operator };
        var outcome = Run(Town with { Policy = policy, Merchants = 2, BrokenPpm = 20_000, Compromise = Compromise.ExtractedKey, ColludingPpm = 1_000_000, PersonToPersonPpm = 0 });

        Assert.True(outcome.Statement.Forfeited > Amount.FromYuan(1000));
        Assert.True(outcome.Statement.IsBalanced);
        Assert.InRange(outcome.Statement.Loss.Fen, 0, LossBound.Of(policy, 1, outcome.PayeesReached)!.Value.Fen);
    }

    [Fact]
    public void The_book_prices_exactly_what_payees_took_from_broken_purses_beyond_what_they_had()
    {
        var outcome = Run(Town with { BrokenPpm = 20_000, Compromise = Compromise.ExtractedKey, PersonToPersonPpm = 0 });
        var loaded = Town.FillTo.Fen * outcome.Broken;
        var taken = outcome.Rounds.Sum(round => round.BrokenValue.Fen);

        // Each broken purse is charged apart: one that spent less than it was loaded with does not pay for the others.
        Assert.True(outcome.Statement.Loss.Fen >= taken - loaded);
        Assert.Equal(outcome.Statement.Loss.Fen * 1_000_000 / outcome.Paid.Fen, outcome.LossPerMillion);
        Assert.Equal(outcome.Broken, outcome.Undetected); // no counter repeats, so none is found before the end
        Assert.True(outcome.Statement.Loss.Fen <= taken);
    }

    [Fact]
    public void In_an_outage_nobody_is_in_contact_and_the_backlog_comes_after_it()
    {
        var outcome = Run(Town with { OutageFrom = 10, OutageUntil = 20, MerchantContactPpm = 500_000 });

        Assert.All(outcome.Rounds.Skip(10).Take(10), round => Assert.Equal((0, 0), (round.Contacts, round.Shown)));
        Assert.True(outcome.Rounds[20].Shown > 2 * outcome.Rounds.Take(10).Max(round => round.Shown));
        Assert.True(outcome.Rounds[15].Paid > 0);
    }

    [Fact]
    public void Where_terminals_must_ask_the_book_an_outage_stops_payment()
    {
        var terms = Town with { OutageFrom = 10, OutageUntil = 20 };
        var (asking, offline) = (Run(terms with { Policy = OfflinePolicy.NoPower }), Run(terms));

        Assert.Equal(0, asking.Rounds.Skip(10).Take(10).Sum(round => round.Paid));
        Assert.True(asking.Refusals[(int)OfflineRefusal.BookUnreachable] > 1000);
        Assert.True(offline.Rounds.Skip(10).Take(10).Sum(round => round.Paid) > 1000);
        Assert.True(asking.Rounds[9].Paid > 0 && asking.Rounds[20].Paid > 0);
        Assert.Equal(0, asking.AccountBreaks);
    }

    [Theory]
    [InlineData(Compromise.ClonedElement)]
    [InlineData(Compromise.RolledBackCounter)]
    [InlineData(Compromise.ExtractedKey)]
    public void Where_terminals_ask_the_book_a_broken_purse_spends_only_what_it_was_loaded_with(Compromise compromise)
    {
        var outcome = Run(Town with { Policy = OfflinePolicy.NoPower, BrokenPpm = 20_000, Compromise = compromise, FillTo = Amount.FromYuan(100) });

        Assert.True(outcome.Rounds.Sum(round => round.BrokenPaid) > 10);
        Assert.Equal(Amount.Zero, outcome.Statement.Loss);
        Assert.True(outcome.Statement.IsBalanced);
        Assert.Equal(0, outcome.AccountBreaks);
    }

    [Fact]
    public void More_contact_finds_clones_sooner()
    {
        var terms = Town with { BrokenPpm = 20_000, Compromise = Compromise.ClonedElement };
        var (often, seldom) = (Run(terms with { MerchantContactPpm = 500_000 }), Run(terms with { MerchantContactPpm = 50_000 }));

        Assert.True(often.DetectionRounds.Average() < seldom.DetectionRounds.Average());
        Assert.True(often.Statement.Loss < seldom.Statement.Loss);
    }

    [Fact]
    public void A_stolen_purse_is_spent_until_the_report_and_refused_after_it_was_heard()
    {
        var outcome = Run(Town with { StolenPpm = 2_000, ReportAfterRounds = 3, MerchantContactPpm = 1_000_000 });

        Assert.True(outcome.Rounds.Sum(round => round.StolenValue.Fen) > 0);
        Assert.Equal(0, outcome.AccountBreaks);
        Assert.Equal(Amount.Zero, outcome.Statement.Loss); // the holder's loss, not the book's
    }

    [Fact]
    public void An_outage_that_comes_every_day_cuts_merchants_off_and_lets_holders_come_online()
    {
        var outcome = Run(Town with { Rounds = 72, OutageFrom = 6, OutageUntil = 23, OutageEvery = 24, OutageMerchantsOnly = true, MerchantContactPpm = 1_000_000 });

        for (var round = 0; round < 72; round++)
        {
            var isOutage = round % 24 is >= 6 and < 23;
            Assert.True(isOutage ? outcome.Rounds[round].Deposited.IsZero : outcome.Rounds[round].Deposited > Amount.Zero, $"round {round}");
            Assert.True(outcome.Rounds[round].Contacts > 0);
        }

        Assert.True(outcome.Rounds[22].Backlog > 1000);
        Assert.True(outcome.Rounds[23].Backlog < outcome.Rounds[22].Backlog / 10);
    }

    [Fact]
    public void Who_has_no_purse_fails_to_pay_in_an_outage_and_is_not_seen_otherwise()
    {
        var outcome = Run(Town with { WithoutPursePpm = 400_000, OutageFrom = 10, OutageUntil = 20 });

        Assert.All(outcome.Rounds.Take(10), round => Assert.Equal(0, round.WithoutPurse));
        var (without, wanted) = (outcome.Rounds.Sum(round => round.WithoutPurse), outcome.Rounds.Skip(10).Take(10).Sum(round => round.Wanted));
        Assert.InRange((double)without / wanted, 0.36, 0.44);
        Assert.All(outcome.Rounds, round => Assert.Equal(round.Wanted, round.Paid + round.Torn + round.Refused + round.WithoutPurse));
    }

    [Fact]
    public void Payments_follow_the_weights_of_the_rounds()
    {
        var outcome = Run(Town with { PayWeights = [0, 1000, 500] });

        Assert.All(outcome.Rounds.Where((_, round) => round % 3 == 0), round => Assert.Equal(0, round.Wanted));
        Assert.InRange(outcome.Rounds.Where((_, round) => round % 3 == 1).Sum(round => round.Wanted) / (double)outcome.Rounds.Where((_, round) => round % 3 == 2).Sum(round => round.Wanted), 1.8, 2.2);
    }

    [Fact]
    public void What_changes_the_float_is_told_as_it_happens()
    {
        var movements = new FloatSum();
        var terms = Town with { Policy = OfflinePolicy.IntermittentlyOffline with { LossBearer = LossBearer.Operator }, BrokenPpm = 20_000, Compromise = Compromise.ClonedElement, Operators = 3 };
        var outcome = Run(terms, movements: movements);

        Assert.Equal(outcome.Statement.Outstanding, movements.Float);
        Assert.Equal(outcome.Rounds[^1].Outstanding, movements.AtRoundEnd);
        Assert.Equal(outcome.Statement.LossOfOperators, movements.WrittenOff);
        Assert.Equal([1, 2, 3], movements.Bearers.Select(bearer => (int)bearer.Value).Order());
    }

    [Fact]
    public void Purses_not_found_count_as_long_as_they_were_watched()
    {
        var outcome = Run(Town with { BrokenPpm = 20_000, Compromise = Compromise.ExtractedKey, PayPpm = 1_000_000 });

        Assert.Empty(outcome.DetectionRounds);
        Assert.Equal(outcome.Broken, outcome.UndetectedRounds.Length);
        Assert.InRange(outcome.DetectionMean, Town.Rounds - 2, Town.Rounds);
    }

    [Fact]
    public void All_faults_of_the_terms_are_told_together()
    {
        var message = Assert.Throws<ArgumentException>(() => new OfflineWorld(Town with { Merchants = 0, Rounds = 0, BrokenPpm = 1 }, default)).Message;
        Assert.Contains("Merchants is 0", message, StringComparison.Ordinal);
        Assert.Contains("Rounds is 0", message, StringComparison.Ordinal);
        Assert.Contains("Compromise is None", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_end_is_not_told_before_the_rounds_are_over()
    {
        Assert.Throws<InvalidOperationException>(() => new OfflineWorld(Town, default).Finish());
    }

    private static WorldOutcome Run(WorldTerms terms, long seed = 1, int parts = 1, FloatSum? movements = null)
    {
        var world = new OfflineWorld(terms, RandomKey.FromSeed(seed), movements: movements);
        while (world.RoundsDone < terms.Rounds)
        {
            for (var part = parts - 1; part >= 0; part--)
                world.Decide(1 + (terms.Purses * part / parts), 1 + (terms.Purses * (part + 1) / parts));
            world.Settle();
        }

        movements?.EndRounds();
        return world.Finish();
    }

    /// <summary>Another book of the float: one sum.</summary>
    private sealed class FloatSum : IFloatMovements
    {
        public NetAmount Float { get; private set; }

        public NetAmount AtRoundEnd { get; private set; }

        public Amount WrittenOff { get; private set; }

        public HashSet<OperatorId> Bearers { get; } = [];

        public void EndRounds() => AtRoundEnd = Float;

        public void Load(PurseId purse, Amount amount) => Float += NetAmount.From(amount);

        public void Deposit(PurseId purse, Amount amount) => Float -= NetAmount.From(amount);

        public void WriteOff(OperatorId bearer, Amount amount)
        {
            Float += NetAmount.From(amount);
            WrittenOff += amount;
            Bearers.Add(bearer);
        }
    }
}
