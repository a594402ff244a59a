using DcepSim.Wallets;

namespace DcepSim.UnitTests.Wallets;

public sealed class PacketStackTests
{
    private static readonly UsablePacket TwentyOffHundred = new(Amount.FromYuan(20), Amount.FromYuan(100));

    [Fact]
    public void A_coupon_twenty_off_a_hundred_pays_nothing_on_ninety_nine_and_twenty_on_a_hundred()
    {
        Assert.Equal([0L], Pay(99, 1, TwentyOffHundred));
        Assert.Equal([20L], Pay(100, 1, TwentyOffHundred));
    }

    [Fact]
    public void Thresholds_of_stacked_coupons_add_up()
    {
        Assert.Equal([20L, 0], Pay(199, 2, TwentyOffHundred, TwentyOffHundred));
        Assert.Equal([20L, 20], Pay(200, 2, TwentyOffHundred, TwentyOffHundred));
    }

    [Fact]
    public void No_more_packets_pay_than_may_be_used_on_one_purchase() => Assert.Equal([20L, 20, 0], Pay(1_000, 2, TwentyOffHundred, TwentyOffHundred, TwentyOffHundred));

    [Fact]
    public void A_packet_without_threshold_pays_what_it_can_in_the_order_given() =>
        Assert.Equal([30L, 20, 0], Pay(50, 3, new(Amount.FromYuan(30), default), new(Amount.FromYuan(90), default), new(Amount.FromYuan(5), default)));

    [Fact]
    public void A_coupon_is_used_whole_or_not_at_all()
    {
        UsablePacket[] packets = [new(Amount.FromYuan(20), Amount.FromYuan(20))];
        var paid = new Amount[1];
        Assert.Equal(Amount.Zero, PacketStack.Pay(Amount.FromYuan(100), packets, 1, packetMoneyMax: Amount.FromYuan(19), paid));
        Assert.Equal(Amount.FromYuan(20), PacketStack.Pay(Amount.FromYuan(100), packets, 1, packetMoneyMax: Amount.FromYuan(20), paid));
    }

    private static long[] Pay(long priceYuan, int most, params UsablePacket[] packets)
    {
        var paid = new Amount[packets.Length];
        var sum = PacketStack.Pay(Amount.FromYuan(priceYuan), packets, most, Amount.MaxValue, paid);
        Assert.Equal(sum.Fen, paid.Sum(part => part.Fen));
        return [.. paid.Select(part => part.Fen / 100)];
    }
}
