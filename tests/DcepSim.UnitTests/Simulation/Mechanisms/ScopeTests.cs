using DcepSim.Simulation;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.UnitTests.Simulation.Mechanisms;

public sealed class ScopeTests
{
    private static readonly Scenario Town = MechanismFixture.Busy() is var busy
        ? busy with
        {
            Merchants = busy.Merchants with
            {
                Count = 400,
                Categories = [new("catering", 0.5), new("culture", 0.25), new("retail", 0.25)],
                Districts = [new("east", 0.6, 0.5, false), new("west", 0.3, 0.5, false), new("next-city", 0.1, 0, true)],
                OnlinePlatforms = [new(new LocalizedText("A shop online", "线上"), 0.3)],
            },
        }
        : busy;

    [Fact]
    public void A_packet_for_some_categories_is_spent_there_and_nowhere_else()
    {
        var all = Merchants(Town.Run().Payments);
        var catering = Merchants(Row(packet => packet with { Categories = ["catering"] }).Run().Payments);
        var others = Merchants(Row(packet => packet with { Categories = ["culture", "retail"] }).Run().Payments);

        Assert.Empty(catering.Intersect(others));
        Assert.True(all.Count > catering.Count);
        Assert.DoesNotContain(Town.Merchants.Count, catering); // a platform has no category
    }

    [Fact]
    public void A_packet_for_a_district_is_spent_there_and_other_cities_must_be_named()
    {
        var here = Merchants(Town.Run().Payments);
        var east = Merchants(Row(packet => packet with { Districts = ["east"] }).Run().Payments);
        var away = Merchants(Row(packet => packet with { Districts = ["next-city"] }).Run().Payments);

        Assert.NotEmpty(away);
        Assert.Empty(here.Intersect(away));
        Assert.Empty(east.Intersect(Merchants(Row(packet => packet with { Districts = ["west", "next-city"] }).Run().Payments)));
    }

    [Theory]
    [InlineData(PacketChannels.Online)]
    [InlineData(PacketChannels.InStore)]
    public void A_packet_for_one_channel_is_spent_in_it_only(PacketChannels channels)
    {
        var payments = Row(packet => packet with { Channels = channels }).Run().Payments;

        Assert.NotEmpty(payments);
        Assert.All(payments, payment => Assert.Equal(channels == PacketChannels.Online, payment.Merchant.Value >= Town.Merchants.Count));
    }

    [Fact]
    public void Occasions_fall_on_categories_and_near_home_by_the_stated_shares()
    {
        var near = Town with { Merchants = Town.Merchants with { OnlinePlatforms = [] }, Behaviour = Town.Behaviour with { HomeDistrictShare = 1 } };
        var culture = (near with { Campaign = near.Campaign with { Packets = [near.Campaign.Packets[0] with { Categories = ["culture"] }] } }).Run().Outcome;
        var all = near.Run().Outcome;
        var west = (near with { Campaign = near.Campaign with { Packets = [near.Campaign.Packets[0] with { Districts = ["west"] }] } }).Run().Payments;

        Assert.True(culture.RedeemedFen < all.RedeemedFen);
        var homes = west.Select(payment => payment.Entrant).Distinct().Count() / (double)all.Claimed;
        Assert.InRange(homes, 0.4, 0.6); // half the winners live in the west, and nobody else comes there
    }

    [Fact]
    public void A_holder_who_is_steered_goes_where_the_packet_is_good()
    {
        var culture = Row(packet => packet with { Categories = ["culture"] });
        var steered = culture with { Behaviour = culture.Behaviour with { Steering = 1 } };

        Assert.True(steered.Run().Outcome.RedeemedFen > culture.Run().Outcome.RedeemedFen);
        Assert.Empty(Merchants(steered.Run().Payments).Except(Merchants(Row(packet => packet with { Categories = ["culture"] }, perDay: 40).Run().Payments)));
    }

    [Fact]
    public void Online_own_money_passes_through_a_sub_wallet_within_its_cap_and_who_has_none_pays_otherwise()
    {
        var pushed = Town with
        {
            Wallets = Town.Wallets with { SubWallets = new(0.5, Amount.FromYuan(40), Amount.Zero) },
            Behaviour = Town.Behaviour with { OwnMoney = new OwnMoneyScenario(1, OwnMoneyReading.AlsoAlone) },
        };

        var (outcome, payments, _) = pushed.Run();

        var online = payments.Where(payment => payment.Merchant.Value >= Town.Merchants.Count).ToList();
        Assert.Equal(online.Sum(payment => payment.OwnMoney.Fen), outcome.SubWalletFen);
        Assert.InRange(outcome.SubWalletFen, 1, 4_000L * online.Count);
        Assert.All(online, payment => Assert.True(payment.OwnMoney <= Amount.FromYuan(40)));
        Assert.InRange(online.Select(payment => payment.Entrant).Distinct().Count() / (double)outcome.Claimed, 0.35, 0.6);
    }

    private static Scenario Row(Func<PacketScenario, PacketScenario> change, double perDay = 6) => Town with
    {
        Campaign = Town.Campaign with { Packets = [change(Town.Campaign.Packets[0])] },
        Behaviour = Town.Behaviour with { Occasions = Town.Behaviour.Occasions with { PerDay = perDay } },
    };

    private static HashSet<int> Merchants(List<PaymentRecord> payments) => [.. payments.Select(payment => payment.Merchant.Value)];
}
