using DcepSim.Ledger;
using DcepSim.Scenarios;
using DcepSim.Settlement;
using DcepSim.Simulation;
using DcepSim.Simulation.Scenarios;
using DcepSim.Testing;
using DcepSim.Testing.Ledgers;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.HighPerformance;

namespace DcepSim.PropertyTests;

// The law where mechanisms are combined at random: rounds, roll-over, refunds, coupons, sub-wallets and the rest.
public partial class L6_APacketEndsSpentOrRecalled
{
    [Fact]
    public void However_mechanisms_are_combined_each_round_ends_as_spent_and_recalled_and_the_budget_as_spent_and_returned()
    {
        var seen = new HashSet<string>();
        Prop.ForAll(RandomScenarios.WithMechanisms(), scenario =>
        {
            Assert.Equal(ScenarioWriter.Hash(scenario), ScenarioWriter.Hash(ScenarioReader.Check(scenario) with { Provenance = scenario.Provenance }));
            var outcome = new CampaignRun(new CampaignModel(scenario)).Execute(RandomKey.FromSeed(1), cancellation: TestContext.Current.CancellationToken);

            Assert.True(outcome.Audit.IsClean, string.Join("; ", outcome.Audit.Breaks));
            Assert.Equal(scenario.Campaign.Budget.Fen, outcome.RedeemedFen + outcome.RecalledFen);
            Assert.Equal(outcome.RedeemedFen, outcome.Rounds.Sum(round => round.SpentFen));
            Assert.All(outcome.Rounds, round => Assert.Equal(round.GrantedFen, round.SpentFen + round.RecalledFen));
            Note(seen, scenario, outcome);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(TestScale.Of(150)));

        string[] wanted =
        [
            "payments", "claims of later rounds", "rolled over", "refunded", "discounts", "merchants' coupons", "sub-wallets", "too late",
            "online", "own money", "strata", "random amounts", "thresholds", "everyone", "packages",
        ];
        Assert.Empty(wanted.Except(seen));
    }

    [Fact]
    public void A_naive_ledger_gives_a_campaign_with_mechanisms_the_same_answers() =>
        Prop.ForAll(RandomScenarios.WithMechanisms(), scenario =>
        {
            SecondOpinion? second = null;
            var run = new CampaignRun(new CampaignModel(scenario), (options, clock) => second = new SecondOpinion(options, clock));
            run.Execute(RandomKey.FromSeed(2), cancellation: TestContext.Current.CancellationToken);
            Assert.True(second!.Answers > scenario.Operators.Length, "Nothing was asked.");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(TestScale.Of(20)));

    [Fact]
    public void A_branch_in_which_nothing_changes_is_the_run_without_it_and_one_in_which_people_change_keeps_the_books()
    {
        var moved = 0;
        Prop.ForAll(RandomScenarios.WithMechanisms(), scenario =>
        {
            var model = new CampaignModel(scenario);
            var midway = model.Terms.Claims.Start + ((ScenarioTerms.LastEndOf(scenario) - model.Terms.Claims.Start) / 3);
            var eager = scenario with { Behaviour = scenario.Behaviour with { Occasions = scenario.Behaviour.Occasions with { PerDay = 9 }, OwnMoney = scenario.Behaviour.OwnMoney with { Reading = OwnMoneyReading.AlsoAlone } } };

            var (without, with, changed) = (Run(model), Run(model.BranchedAt(midway, scenario)), Run(model.BranchedAt(midway, eager)));

            Assert.Equal(without with { Audit = with.Audit, Refusals = with.Refusals, Rounds = with.Rounds }, with);
            Assert.Equal(without.Rounds, with.Rounds);
            Assert.Equal(scenario.Campaign.Budget.Fen, changed.RedeemedFen + changed.RecalledFen);
            moved += changed.RedeemedFen != without.RedeemedFen ? 1 : 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(TestScale.Of(40)));
        Assert.True(moved > 3, $"Only {moved} campaigns went another way."); // about half do: chance alone hardly ever leaves so few of forty

        static RunOutcome Run(CampaignModel model)
        {
            var outcome = new CampaignRun(model).Execute(RandomKey.FromSeed(3), cancellation: TestContext.Current.CancellationToken);
            Assert.True(outcome.Audit.IsClean, string.Join("; ", outcome.Audit.Breaks));
            return outcome;
        }
    }

    private static void Note(HashSet<string> seen, Scenario scenario, RunOutcome outcome)
    {
        NoteIf("payments", outcome.Payments > 0);
        NoteIf("claims of later rounds", outcome.LaterRoundClaims > 0);
        NoteIf("rolled over", outcome.RolledOverFen > 0);
        NoteIf("refunded", outcome.RefundedFen > 0);
        NoteIf("discounts", outcome.DiscountFen > 0);
        NoteIf("merchants' coupons", outcome.MerchantCouponFen > 0);
        NoteIf("sub-wallets", outcome.SubWalletFen > 0);
        NoteIf("too late", outcome.RefusedClaims > 0);
        NoteIf("online", outcome.OnlineRedeemedFen > 0);
        NoteIf("own money", outcome.OwnMoneyFen > 0);
        NoteIf("strata", scenario.Campaign.Packets.Any(packet => packet.Stratum.Length > 0) && outcome.Claimed > 0);
        NoteIf("random amounts", scenario.Campaign.Packets.Any(packet => packet.Amounts == PacketAmounts.Random) && outcome.RedeemedFen > 0);
        NoteIf("thresholds", scenario.Campaign.Packets.All(packet => !packet.Threshold.IsZero) && outcome.RedeemedFen > 0);
        NoteIf("packages", scenario.Campaign.Packets.Length > 2 && scenario.Campaign.FirstRowOf(2) == 0 && outcome.RedeemedFen > 0);
        NoteIf("everyone", scenario.Campaign.Distribution.Method == DistributionMethod.Everyone && outcome.Winners > 0);

        void NoteIf(string what, bool isSeen)
        {
            if (isSeen)
                seen.Add(what);
        }
    }

    /// <summary>Asks a naive ledger everything too, and fails where it answers otherwise.</summary>
    private sealed class SecondOpinion(LedgerOptions options, IClock clock) : ISettlement
    {
        private readonly InlineSettlement _inner = new(options, clock);
        private readonly NaiveLedger _naive = new(options);

        public int Answers { get; private set; }

        public ValueTask<AccountId> OpenAsync(AccountTerms terms, CancellationToken cancellationToken = default)
        {
            _naive.Open(terms);
            return new(_inner.Ledger.Open(terms));
        }

        public ValueTask SettleAsync(ReadOnlyMemory<Transfer> transfers, Memory<Receipt> receipts, CancellationToken cancellationToken = default)
        {
            _inner.Settle(transfers.Span, receipts.Span);
            var expected = _naive.Apply(transfers.ToArray(), Instant64.FromInstant(clock.GetCurrentInstant()));
            Assert.Equal(expected, receipts.ToArray());
            Answers += receipts.Length;
            return ValueTask.CompletedTask;
        }

        public ValueTask<Amount> BalanceOfAsync(AccountId account, CancellationToken cancellationToken = default) =>
            _inner.BalanceOfAsync(account, cancellationToken);

        public ValueTask<ConditionStatus> ChangeConditionAsync(AccountId account, AccountCondition condition, CancellationToken cancellationToken = default) =>
            _inner.ChangeConditionAsync(account, condition, cancellationToken);

        public ValueTask<AccountStanding> StandingOfAsync(AccountId account, CancellationToken cancellationToken = default) =>
            _inner.StandingOfAsync(account, cancellationToken);

        public ValueTask<TrialBalance> TakeTrialBalanceAsync(CancellationToken cancellationToken = default) =>
            _inner.TakeTrialBalanceAsync(cancellationToken);

        public ValueTask DisposeAsync() => _inner.DisposeAsync();
    }
}
