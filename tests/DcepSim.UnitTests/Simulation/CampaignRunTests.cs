using DcepSim.Settlement;
using DcepSim.Settlement.Journal;
using DcepSim.Simulation;
using DcepSim.Simulation.Scenarios;
using DcepSim.Testing;
using NodaTime;

namespace DcepSim.UnitTests.Simulation;

public class CampaignRunTests
{
    private static readonly Scenario Lottery = TinyScenarios.Lottery(500);

    [Fact]
    public void The_same_key_gives_the_same_run_and_another_key_another()
    {
        var run = new CampaignRun(new CampaignModel(Lottery));
        var first = Record(run, RandomKey.FromSeed(1));
        Record(run, RandomKey.FromSeed(2));

        Assert.Equal(first, Record(run, RandomKey.FromSeed(1)));
        Assert.NotEqual(first, Record(run, RandomKey.FromSeed(2)));
    }

    [Fact]
    public void The_budget_ends_as_redeemed_or_recalled_and_the_books_agree()
    {
        var outcome = Run(Lottery);

        Assert.True(outcome.Audit.IsClean, string.Join("; ", outcome.Audit.Breaks));
        Assert.Equal(Lottery.Campaign.Budget.Fen, outcome.RedeemedFen + outcome.RecalledFen);
        Assert.InRange(outcome.RedeemedFen, 1, Lottery.Campaign.Budget.Fen - 1);
        Assert.InRange(outcome.Claimed, 1, outcome.Winners - 1);
        Assert.InRange(outcome.OwnMoneyFen, 1, long.MaxValue);
    }

    [Fact]
    public void Payments_come_in_order_of_time_and_within_the_window()
    {
        var payments = Record(new CampaignRun(new CampaignModel(Lottery)), RandomKey.FromSeed(3));

        var zone = DateTimeZoneProviders.Tzdb["Asia/Shanghai"];
        Assert.NotEmpty(payments);
        Assert.All(payments, payment => Assert.InRange(
            payment.Time.InZone(zone).LocalDateTime, Lottery.Campaign.SpendOpens, Lottery.Campaign.SpendCloses.PlusMilliseconds(-1)));
        Assert.Equal(payments.OrderBy(payment => payment.Time).Select(payment => payment.Sequence), payments.Select(payment => payment.Sequence));
        Assert.All(payments.Zip(payments.Skip(1)), pair => Assert.True(pair.First.Sequence < pair.Second.Sequence, $"{pair.First} before {pair.Second}"));
    }

    [Fact]
    public void Own_money_and_other_tender_are_paid_only_once_the_packet_is_used_up()
    {
        var payments = Record(new CampaignRun(new CampaignModel(Lottery)), RandomKey.FromSeed(4));

        Assert.Contains(payments, payment => !payment.OwnMoney.IsZero);
        Assert.All(payments, payment => Assert.True(
            payment.PacketLeft.IsZero || (payment.OwnMoney.IsZero && payment.OtherTender.IsZero), payment.ToString()));
    }

    [Fact]
    public void A_persons_life_does_not_change_when_merchants_are_added()
    {
        var more = Lottery with { Merchants = Lottery.Merchants with { Count = 60 } };
        more = more with { Behaviour = more.Behaviour with { Occasions = more.Behaviour.Occasions with { ReferenceMerchants = 60 } } };

        var before = Record(new CampaignRun(new CampaignModel(Lottery)), RandomKey.FromSeed(5));
        var after = Record(new CampaignRun(new CampaignModel(more)), RandomKey.FromSeed(5));

        Assert.Equal(before.Select(WithoutPlace), after.Select(WithoutPlace));
        static (Instant, int, Amount, Amount) WithoutPlace(PaymentRecord payment) =>
            (payment.Time, payment.Entrant, payment.Packet, payment.OtherTender);
    }

    [Fact]
    public void A_wallets_limits_send_large_shortfalls_to_another_tender()
    {
        var dear = Lottery with
        {
            Wallets = new WalletScenario("test-2020-08", [0, 0, 0, 1]),
            Behaviour = Lottery.Behaviour with { Basket = new BasketScenario(1_200, 0.5), OwnMoney = new OwnMoneyScenario(1, OwnMoneyReading.BesidePacket) },
        };

        var payments = Record(new CampaignRun(new CampaignModel(dear)), RandomKey.FromSeed(6));

        var paymentMax = Amount.FromYuan(500); // tier IV in the test set of August 2020
        Assert.Contains(payments, payment => payment.OtherTender > paymentMax);
        Assert.All(payments, payment => Assert.True(payment.OwnMoney <= paymentMax));
        Assert.Contains(payments, payment => !payment.OwnMoney.IsZero);
    }

    [Theory] // both sets of limits that may have applied
    [InlineData("test-2020-08")]
    [InlineData("june-2021")]
    public void Either_set_of_limits_keeps_the_books_in_order(string limitSet)
    {
        var outcome = Run(Lottery with { Wallets = Lottery.Wallets with { LimitSet = limitSet } });

        Assert.True(outcome.Audit.IsClean, string.Join("; ", outcome.Audit.Breaks));
    }

    [Fact]
    public void In_the_other_reading_own_money_is_also_spent_alone()
    {
        var alone = Lottery with { Behaviour = Lottery.Behaviour with { OwnMoney = new OwnMoneyScenario(0.3, OwnMoneyReading.AlsoAlone) } };

        var beside = Run(Lottery);
        var outcome = Run(alone);

        Assert.True(outcome.Audit.IsClean, string.Join("; ", outcome.Audit.Breaks));
        Assert.True(outcome.OwnMoneyFen > beside.OwnMoneyFen);
        Assert.Equal(beside.Payments, outcome.Payments);
        Assert.Equal(beside.RedeemedFen, outcome.RedeemedFen);
    }

    [Fact]
    public void A_durable_pipeline_settles_the_same_run_as_the_callers_thread()
    {
        var tight = Lottery with { Behaviour = Lottery.Behaviour with { Basket = new BasketScenario(900, 1), OwnMoney = new OwnMoneyScenario(0.8, OwnMoneyReading.AlsoAlone) } };
        var (inline, piped) = (new PaymentList(), new PaymentList());

        var expected = new CampaignRun(new CampaignModel(tight)).Execute(RandomKey.FromSeed(7), inline, cancellation: TestContext.Current.CancellationToken);
        var outcome = new CampaignRun(new CampaignModel(tight), (options, clock) => PipelinedSettlement.Open(new MemoryJournalStore(), clock, new() { Ledger = options, BatchTransfersMax = 256 }))
            .Execute(RandomKey.FromSeed(7), piped, cancellation: TestContext.Current.CancellationToken);

        Assert.True(outcome.Audit.IsClean, string.Join("; ", outcome.Audit.Breaks));
        Assert.Equal(inline.Payments, piped.Payments);
        Assert.Equal((expected.RedeemedFen, expected.OwnMoneyFen, expected.RecalledFen), (outcome.RedeemedFen, outcome.OwnMoneyFen, outcome.RecalledFen));
        Assert.Equal(expected.Refusals, outcome.Refusals);
        Assert.NotEmpty(expected.Refusals);
    }

    [Fact]
    public void Workers_in_whatever_order_and_memory_of_another_run_cannot_be_seen()
    {
        var large = TinyScenarios.Lottery(5_000);
        using var memory = new RunMemory();
        new CampaignRun(new CampaignModel(Lottery), memory: memory).Execute(RandomKey.FromSeed(9), cancellation: TestContext.Current.CancellationToken);

        var alone = Record(new CampaignRun(new CampaignModel(large)), RandomKey.FromSeed(8));

        Assert.Equal(alone, Record(new CampaignRun(new CampaignModel(large), workers: new BackwardWorkers(), memory: memory), RandomKey.FromSeed(8)));
        Assert.Equal(alone, Record(new CampaignRun(new CampaignModel(large), memory: memory), RandomKey.FromSeed(8)));
    }

    [Fact]
    public void A_run_can_be_stopped()
    {
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();

        Assert.Throws<OperationCanceledException>(() =>
            new CampaignRun(new CampaignModel(Lottery)).Execute(RandomKey.FromSeed(1), cancellation: stopped.Token));
    }

    /// <summary>Three workers of which the last is always the first to be done.</summary>
    private sealed class BackwardWorkers : IWorkers
    {
        public int Count => 3;

        public void CarryOut(int parts, Action<int> part)
        {
            for (var number = parts - 1; number >= 0; number--)
                part(number);
        }
    }

    private static RunOutcome Run(Scenario scenario) => new CampaignRun(new CampaignModel(scenario)).Execute(RandomKey.FromSeed(1), cancellation: TestContext.Current.CancellationToken);

    private static List<PaymentRecord> Record(CampaignRun run, RandomKey key)
    {
        var log = new PaymentList();
        Assert.True(run.Execute(key, log, cancellation: TestContext.Current.CancellationToken).Audit.IsClean);
        return log.Payments;
    }
}
