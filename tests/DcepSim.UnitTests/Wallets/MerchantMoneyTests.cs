using DcepSim.Wallets;

namespace DcepSim.UnitTests.Wallets;

public sealed class MerchantMoneyTests
{
    [Fact]
    public void A_discount_is_its_share_of_the_price_rounded_down_and_at_most_its_cap()
    {
        Assert.Equal(Amount.FromFen(150), MerchantMoney.Discount(Amount.FromFen(1_009), 149_000, Amount.Zero));
        Assert.Equal(Amount.FromYuan(50), MerchantMoney.Discount(Amount.FromYuan(1_000), 200_000, Amount.FromYuan(50)));
        Assert.Equal(Amount.Zero, MerchantMoney.Discount(Amount.FromYuan(1_000), 0, Amount.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => MerchantMoney.Discount(Amount.FromYuan(1), 1_000_001, Amount.Zero));
    }

    [Fact]
    public void A_merchants_coupon_needs_its_threshold_and_never_takes_more_than_the_price()
    {
        Assert.Equal(Amount.Zero, MerchantMoney.Coupon(Amount.FromFen(2_999), Amount.FromYuan(10), Amount.FromYuan(30)));
        Assert.Equal(Amount.FromYuan(10), MerchantMoney.Coupon(Amount.FromYuan(30), Amount.FromYuan(10), Amount.FromYuan(30)));
        Assert.Equal(Amount.FromYuan(4), MerchantMoney.Coupon(Amount.FromYuan(4), Amount.FromYuan(10), Amount.Zero));
    }
}
