using DcepSim.Simulation.Scenarios;
using DcepSim.Wallets;

namespace DcepSim.Simulation.Mechanisms;

/// <summary>
/// Decides how a purchase is paid: which packets and coupons pay how much, what merchants take off, and what is left to pay. Looks only at
/// what is in the person's hands at that moment.
/// </summary>
internal sealed class Till(Scenario scenario, MechanismTables tables, HoldingList list, UseCounts uses)
{
    private const int None = -1;

    private readonly List<int> _usable = [];
    private UsablePacket[] _packets = new UsablePacket[8];
    private Amount[] _paid = new Amount[8];

    /// <summary>The holdings that the latest decision looked at, in the order of use.</summary>
    public List<int> Usable => _usable;

    /// <summary>What each of them pays.</summary>
    public ReadOnlySpan<Amount> Paid => _paid.AsSpan(0, _usable.Count);

    /// <summary>Whether the person holds a packet or right that may be used now, and whether one of them is good at the merchant.</summary>
    public (int Elsewhere, bool Here) LookFor(int person, int merchant, long nowMs)
    {
        var elsewhere = None;
        for (var holding = list.Persons[person].LatestHolding; holding != None; holding = list.Holdings[holding].Earlier)
        {
            ref readonly var held = ref list.Holdings[holding];
            if (!held.IsClaimed || held.Life.Alive.IsZero || !tables.Rounds[held.Round].IsOpenAt(nowMs))
                continue;
            if (tables.Map.Accepts(merchant, held.Row))
                return (None, true);
            elsewhere = held.Row;
        }

        return (elsewhere, false);
    }

    /// <summary>Decides. The wallet's part is not in it: it is what remains.</summary>
    public TillDecision Decide(int person, in Purchase purchase, long nowMs)
    {
        var most = CollectPackets(person, purchase.Merchant, nowMs);
        var (discount, coupon, couponHolding) = MerchantsPart(person, purchase, nowMs);
        var off = discount + coupon;
        if (!off.IsZero && !scenario.Campaign.Stacking.WithMerchantMoney)
        {
            var alone = PayFromPackets(purchase.Price, most);
            if (!alone.IsZero)
                return new(alone, default, default, None);
        }

        purchase.Price.TrySubtract(off, out var price);
        return new(PayFromPackets(price, most), discount, coupon, couponHolding);
    }

    private Amount PayFromPackets(Amount price, Amount most) =>
        PacketStack.Pay(price, _packets.AsSpan(0, _usable.Count), scenario.Campaign.Stacking.PacketsPerPurchase, most, _paid.AsSpan(0, _usable.Count));

    private Amount CollectPackets(int person, int merchant, long nowMs)
    {
        _usable.Clear();
        var most = Amount.MaxValue;
        for (var holding = list.Persons[person].LatestHolding; holding != None; holding = list.Holdings[holding].Earlier)
        {
            ref readonly var held = ref list.Holdings[holding];
            if (!IsGood(held, merchant, nowMs) || held.Life.Alive.IsZero)
                continue;
            var left = uses.Left(person, held.Round, merchant);
            if (left.IsZero)
                continue;
            most = Amount.Min(most, left);
            _usable.Add(holding);
        }

        _usable.Sort(InOrderOfUse);
        if (_packets.Length < _usable.Count)
            (_packets, _paid) = (new UsablePacket[2 * _usable.Count], new Amount[2 * _usable.Count]);
        for (var place = 0; place < _usable.Count; place++)
        {
            ref readonly var held = ref list.Holdings[_usable[place]];
            _packets[place] = new UsablePacket(held.Life.Alive, scenario.Campaign.Packets[held.Row].Threshold);
        }

        return most;
    }

    private bool IsGood(in Holding held, int merchant, long nowMs) =>
        held.IsClaimed && tables.Rounds[held.Round].IsOpenAt(nowMs) && tables.Map.Accepts(merchant, held.Row);

    // What ends first is used first; then coupons with high thresholds, which fit more rarely; then what was won first.
    private int InOrderOfUse(int left, int right)
    {
        ref readonly var one = ref list.Holdings[left];
        ref readonly var other = ref list.Holdings[right];
        var closes = tables.Rounds[one.Round].SpendClosesMs.CompareTo(tables.Rounds[other.Round].SpendClosesMs);
        if (closes != 0)
            return closes;
        var threshold = scenario.Campaign.Packets[other.Row].Threshold.Fen.CompareTo(scenario.Campaign.Packets[one.Row].Threshold.Fen);
        return threshold != 0 ? threshold : left.CompareTo(right);
    }

    // The best discount, then one coupon.
    private (Amount Discount, Amount Coupon, int CouponHolding) MerchantsPart(int person, in Purchase purchase, long nowMs)
    {
        var (discount, coupon, couponHolding) = (Amount.Zero, Amount.Zero, None);
        for (var holding = list.Persons[person].LatestHolding; holding != None; holding = list.Holdings[holding].Earlier)
        {
            ref readonly var held = ref list.Holdings[holding];
            if (!held.IsFirst || !IsGood(held, purchase.Merchant, nowMs))
                continue;
            var terms = scenario.Campaign.Packets[held.Row];
            var off = MerchantMoney.Discount(purchase.Price, tables.DiscountMillionths[held.Row], terms.DiscountCap);
            discount = off > discount ? off : discount;
            if (held.IsCouponUsed || terms.MerchantCoupon.IsZero)
                continue;
            var worth = MerchantMoney.Coupon(purchase.Price, terms.MerchantCoupon, terms.MerchantCouponThreshold);
            if (worth > coupon)
                (coupon, couponHolding) = (worth, holding);
        }

        purchase.Price.TrySubtract(discount, out var price);
        return (discount, Amount.Min(coupon, price), couponHolding);
    }
}
