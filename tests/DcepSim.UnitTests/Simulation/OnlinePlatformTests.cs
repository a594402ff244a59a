using DcepSim.Simulation;
using DcepSim.Simulation.Scenarios;
using DcepSim.Testing;
using NodaTime;

namespace DcepSim.UnitTests.Simulation;

public class OnlinePlatformTests
{
    private static readonly Scenario InStore = TinyScenarios.Lottery(400);

    private static readonly Scenario Mixed = InStore with
    {
        Merchants = InStore.Merchants with { OnlinePlatforms = [new PlatformScenario(new LocalizedText("A shop online", "线上"), 0.4)] },
        Behaviour = InStore.Behaviour with { DoubleOfflineShare = 0.1 },
    };

    [Fact]
    public void What_is_redeemed_online_and_in_store_is_what_the_payments_there_sum_to()
    {
        var (outcome, payments) = Run(Mixed);

        var online = payments.Where(payment => payment.Merchant.Value >= Mixed.Merchants.Count).ToList();
        Assert.Equal(online.Sum(payment => payment.Packet.Fen), outcome.OnlineRedeemedFen);
        Assert.Equal(outcome.RedeemedFen, outcome.OnlineRedeemedFen + outcome.InStoreRedeemedFen);
        Assert.InRange(online.Count / (double)payments.Count, 0.33, 0.47);
    }

    [Fact]
    public void Orders_of_the_first_day_are_counted_up_to_the_24th_hour_and_no_further()
    {
        var (outcome, payments) = Run(Mixed);

        var dayEnds = Mixed.Campaign.SpendOpens.PlusHours(24);
        var zone = DateTimeZoneProviders.Tzdb["Asia/Shanghai"];
        var expected = payments.Count(payment =>
            payment.Merchant.Value >= Mixed.Merchants.Count && !payment.Packet.IsZero && payment.Time.InZone(zone).LocalDateTime < dayEnds);
        Assert.Equal(expected, outcome.OnlineOrdersFirst24h);
        Assert.InRange(expected, 1, payments.Count - 1);
    }

    [Fact]
    public void A_platform_takes_purchases_from_shops_without_changing_when_or_what_people_buy()
    {
        var before = Run(InStore).Payments;
        var after = Run(Mixed).Payments;

        Assert.Equal(before.Select(p => (p.Time, p.Entrant, p.Packet)), after.Select(p => (p.Time, p.Entrant, p.Packet)));
        Assert.All(before.Zip(after), pair => Assert.True(pair.Second.Merchant == pair.First.Merchant || pair.Second.Merchant.Value == Mixed.Merchants.Count));
    }

    [Fact]
    public void Double_offline_participants_are_their_share_of_claimants()
    {
        var outcome = Run(Mixed).Outcome;

        Assert.InRange(outcome.DoubleOfflineParticipants / (double)outcome.Claimed, 0.05, 0.15);
        Assert.Equal(0, Run(InStore).Outcome.DoubleOfflineParticipants);
    }

    private static (RunOutcome Outcome, List<PaymentRecord> Payments) Run(Scenario scenario)
    {
        var log = new PaymentList();
        var outcome = new CampaignRun(new CampaignModel(scenario)).Execute(RandomKey.FromSeed(1), log, cancellation: TestContext.Current.CancellationToken);
        Assert.True(outcome.Audit.IsClean, string.Join("; ", outcome.Audit.Breaks));
        return (outcome, log.Payments);
    }
}
