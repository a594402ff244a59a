using DcepSim.Simulation.Scenarios;

namespace DcepSim.UnitTests.Simulation.Mechanisms;

public sealed class CouponTests
{
    private static readonly PacketScenario TwentyOffHundred = new(Amount.FromYuan(20), 300) { Threshold = Amount.FromYuan(100) };

    [Fact]
    public void A_threshold_coupon_is_used_whole_on_a_purchase_of_at_least_its_threshold()
    {
        var payments = MechanismFixture.Busy().With(TwentyOffHundred).Run().Payments;

        Assert.NotEmpty(payments);
        Assert.All(payments, payment => Assert.True(payment.Packet == Amount.FromYuan(20) && Price(payment) >= Amount.FromYuan(100)));
        Assert.Equal(payments.Count, payments.Select(payment => payment.Entrant).Distinct().Count());
    }

    [Fact]
    public void One_winner_may_get_several_coupons_and_uses_them_one_after_another()
    {
        var five = MechanismFixture.Busy().With(new PacketScenario(Amount.FromYuan(10), 300) { Copies = 5, Threshold = Amount.FromYuan(40) });

        var (outcome, payments, claims) = five.Run();

        Assert.Equal(5 * outcome.Claimed, claims.Count);
        Assert.All(payments, payment => Assert.Equal(Amount.FromYuan(10), payment.Packet));
        Assert.Equal(5, payments.CountBy(payment => payment.Entrant).Max(pair => pair.Value));
    }

    [Fact]
    public void Who_wins_a_package_gets_every_coupon_in_it_and_each_keeps_its_own_face_and_threshold()
    {
        var package = MechanismFixture.Busy(medianYuan: 150).With(
            new PacketScenario(Amount.FromYuan(10), 200) { Package = "spring" },
            new PacketScenario(Amount.FromYuan(20), 200) { Package = "spring", Copies = 2, Threshold = Amount.FromYuan(100) },
            new PacketScenario(Amount.FromYuan(50), 200) { Package = "spring", Threshold = Amount.FromYuan(250) },
            new PacketScenario(Amount.FromYuan(30), 100) { Threshold = Amount.FromYuan(120) });

        var (outcome, payments, claims) = package.Run();

        var (tens, twenties, fifties, thirties) = (Claims(10), Claims(20), Claims(50), Claims(30));
        Assert.NotEmpty(tens);
        Assert.NotEmpty(thirties);
        Assert.Equal(tens, fifties);
        Assert.Equal(tens.SelectMany(entrant => new[] { entrant, entrant }), twenties);
        Assert.Empty(tens.Intersect(thirties)); // one row by itself is a package by itself
        Assert.Equal(300, outcome.Winners);
        Assert.Equal(outcome.Claimed, tens.Length + thirties.Length);
        foreach (var (face, threshold) in new[] { (20, 100), (50, 250), (30, 120) })
        {
            var used = payments.Where(payment => payment.Packet == Amount.FromYuan(face)).ToArray();
            Assert.NotEmpty(used);
            Assert.All(used, payment => Assert.True(Price(payment) >= Amount.FromYuan(threshold)));
        }

        int[] Claims(int face) => [.. claims.Where(claim => claim.Face == Amount.FromYuan(face)).Select(claim => claim.Entrant).Order()];
    }

    [Fact]
    public void Money_that_rolls_over_buys_whole_packages()
    {
        var plain = MechanismFixture.Busy(medianYuan: 20);
        var opens = plain.Campaign.SpendCloses;
        var rounds = (plain with
        {
            Campaign = plain.Campaign with { Unspent = UnspentRule.RollOver, Rounds = [new RoundScenario(opens, opens, opens.PlusDays(7), 0)] },
        }).With(
            new PacketScenario(Amount.FromYuan(30), 100) { Package = "spring" },
            new PacketScenario(Amount.FromYuan(20), 100) { Package = "spring", Threshold = Amount.FromYuan(400) });
        rounds = rounds with { Campaign = rounds.Campaign with { Applicants = 1_000, Budget = Amount.FromYuan(5_000) } };

        var (outcome, _, claims) = rounds.Run();

        var second = outcome.Rounds[1];
        var unclaimed = (100 * 5_000) - outcome.Rounds[0].GrantedFen;
        Assert.True(second.Winners > 0);
        Assert.Equal((outcome.RolledOverFen + unclaimed) / 5_000, second.Winners);
        Assert.Equal(claims.Count(claim => claim.Face == Amount.FromYuan(30)), claims.Count(claim => claim.Face == Amount.FromYuan(20)));
    }

    [Fact]
    public void Stacked_coupons_need_the_sum_of_their_thresholds()
    {
        var stacked = MechanismFixture.Busy(medianYuan: 150).With(new PacketScenario(Amount.FromYuan(20), 300) { Copies = 3, Threshold = Amount.FromYuan(100) });
        stacked = stacked with { Campaign = stacked.Campaign with { Stacking = new(2, true) } };

        var payments = stacked.Run().Payments;

        Assert.Contains(payments, payment => payment.Packet == Amount.FromYuan(40));
        Assert.DoesNotContain(payments, payment => payment.Packet > Amount.FromYuan(40));
        Assert.All(payments, payment => Assert.True(Price(payment).Fen >= 5 * payment.Packet.Fen));
    }

    [Fact]
    public void A_holder_pays_at_one_merchant_and_in_one_round_no_more_often_than_the_limits_say()
    {
        var plain = MechanismFixture.Busy(medianYuan: 20);
        var limited = plain with { Campaign = plain.Campaign with { Limits = new(2, Amount.Zero, 4) } };

        var free = plain.Run().Payments;
        var payments = limited.Run().Payments;

        Assert.Contains(free.CountBy(payment => (payment.Entrant, payment.Merchant)), pair => pair.Value > 2);
        Assert.Equal(2, payments.CountBy(payment => (payment.Entrant, payment.Merchant)).Max(pair => pair.Value));
        Assert.Equal(4, payments.CountBy(payment => payment.Entrant).Max(pair => pair.Value));
    }

    [Fact]
    public void A_purchase_with_stacked_coupons_is_one_payment_to_the_limits()
    {
        var plain = MechanismFixture.Busy().With(new PacketScenario(Amount.FromYuan(10), 300) { Copies = 10, Threshold = Amount.FromYuan(20) });
        var stacked = plain with { Campaign = plain.Campaign with { Stacking = new(2, true), Limits = new(2, Amount.Zero, 3) } };

        var payments = stacked.Run().Payments;

        Assert.Equal(2, payments.Where(payment => payment.Packet == Amount.FromYuan(20)).CountBy(payment => (payment.Entrant, payment.Merchant)).Max(pair => pair.Value));
        Assert.Equal(3, payments.Where(payment => payment.Packet == Amount.FromYuan(20)).CountBy(payment => payment.Entrant).Max(pair => pair.Value));
        Assert.Equal((2, 3), (payments.CountBy(payment => (payment.Entrant, payment.Merchant)).Max(pair => pair.Value), payments.CountBy(payment => payment.Entrant).Max(pair => pair.Value)));
    }

    [Fact]
    public void A_holder_spends_at_one_merchant_no_more_packet_money_than_the_limit_says()
    {
        var plain = MechanismFixture.Busy();
        var payments = (plain with { Campaign = plain.Campaign with { Limits = new(0, Amount.FromYuan(30), 0) } }).Run().Payments;

        var most = payments.GroupBy(payment => (payment.Entrant, payment.Merchant)).Max(visits => visits.Sum(payment => payment.Packet.Fen));
        Assert.Equal(3_000L, most);
    }

    [Fact]
    public void A_merchants_coupon_in_the_package_is_used_once_and_costs_the_campaign_nothing()
    {
        var plain = MechanismFixture.Busy();
        var (with, _, _) = plain.With(new PacketScenario(Amount.FromYuan(200), 300) { MerchantCoupon = Amount.FromYuan(10), MerchantCouponThreshold = Amount.FromYuan(50) }).Run();

        Assert.InRange(with.MerchantCouponFen, 200 * 1_000L, 1_000L * with.Claimed);
        Assert.Equal(0, with.MerchantCouponFen % 1_000);
        Assert.Equal(plain.Run().Outcome.Claimed, with.Claimed);
    }

    [Fact]
    public void White_listed_customers_get_a_discount_up_to_its_cap_instead_of_a_packet_and_pay_with_their_own_e_CNY()
    {
        var (outcome, payments, claims) = MechanismFixture.Busy().With(
            new PacketScenario(Amount.Zero, 300) { DiscountRate = 0.2, DiscountCap = Amount.FromYuan(15) }).Run();

        Assert.Equal(outcome.Claimed, claims.Count);
        Assert.All(claims, claim => Assert.True(claim.Face.IsZero));
        Assert.InRange(outcome.DiscountFen, 1, 1_500L * payments.Count);
        Assert.All(payments, payment => Assert.True(payment.Packet.IsZero && payment.OtherTender.IsZero && !payment.OwnMoney.IsZero));
        Assert.Equal((0L, 0L), (outcome.RedeemedFen, outcome.Payments));
    }

    [Fact]
    public void Merchants_money_stands_beside_a_packet_or_in_its_place_as_the_stacking_rule_says()
    {
        var both = MechanismFixture.Busy().With(new PacketScenario(Amount.FromYuan(200), 300) { DiscountRate = 0.1 });
        var instead = both with { Campaign = both.Campaign with { Stacking = new(1, false) } };

        var beside = both.Run().Outcome;
        var apart = instead.Run();

        Assert.True(beside.DiscountFen > apart.Outcome.DiscountFen && apart.Outcome.DiscountFen > 0);
        Assert.Contains(apart.Payments, payment => payment.Packet.IsZero && !payment.OwnMoney.IsZero); // the packet is used up, the discount is not
    }

    private static Amount Price(in DcepSim.Simulation.PaymentRecord payment) => payment.Packet + payment.OwnMoney + payment.OtherTender;
}
