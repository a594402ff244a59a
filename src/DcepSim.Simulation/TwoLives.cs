using DcepSim.Simulation.Scenarios;
using NodaTime;

namespace DcepSim.Simulation;

/// <summary>
/// Tells beside a run the other life of each winner, in which the same person does not win, and sums up what is spent more in this one.
/// </summary>
/// <remarks>Of a purchase the packet's part is what winning can have changed. With the probability that makes expected extra spending the
/// prior's for each yuan of that part, the whole purchase is not made in the other life. With what is left of that part's share of the price, it
/// is made there too, but elsewhere or later as the prior says of displaced spending; else it is the same in both lives. Every purchase has
/// chance of its own by person and instant, so that two designs are compared under the same. Not safe for concurrent use.</remarks>
internal sealed class TwoLives : IPaymentObserver
{
    private const ulong PropensityWord = 0;
    private const ulong CouponWord = 1;

    private readonly ExtraSpendingScenario _prior;
    private readonly IPaymentObserver? _next;
    private readonly RandomKey _lives;
    private readonly double _propensity;
    private readonly double _multiplier;
    private LifeDifference _sum;

    /// <param name="prior">What is believed.</param>
    /// <param name="run">The run's key.</param>
    /// <param name="next">Sees every payment after this; null for none.</param>
    public TwoLives(ExtraSpendingScenario prior, RandomKey run, IPaymentObserver? next)
    {
        (_prior, _next) = (prior, next);
        _lives = run.Child("lives without winning");
        var key = run.Child("extra spending");
        _propensity = Between(prior.PropensityLow, prior.PropensityHigh, key.Word(PropensityWord));
        _multiplier = Between(prior.CouponLow, prior.CouponHigh, key.Word(CouponWord));
    }

    public ExtraSpending Extra => new(_sum.WindowFen, _sum.WindowInsideFen, _sum.LongFen, _sum.LongInsideFen)
    {
        RedeemedFen = _sum.RedeemedFen,
        PurchasesFen = _sum.PriceFen,
        AnywayFen = _sum.AnywayFen,
    };

    /// <summary>A purchase of a run in which all packets are without threshold.</summary>
    public void OnPayment(in PaymentRecord payment)
    {
        Buy(payment.Entrant, payment.Time, (payment.Packet + payment.OwnMoney + payment.OtherTender).Fen, payment.Packet.Fen, 0);
        _next?.OnPayment(payment);
    }

    public bool SeesClaims => _next?.SeesClaims ?? false;

    public void OnClaim(in ClaimRecord claim) => _next?.OnClaim(claim);

    /// <summary>Somebody buys.</summary>
    /// <param name="entrant">Who.</param>
    /// <param name="time">When.</param>
    /// <param name="priceFen">What all tenders pay together.</param>
    /// <param name="packetFen">Of it from packets without threshold.</param>
    /// <param name="couponFen">Of it from coupons with a threshold.</param>
    /// <returns>What it adds, to be taken back with the purchase.</returns>
    public LifeDifference Buy(int entrant, Instant time, long priceFen, long packetFen, long couponFen)
    {
        if (packetFen + couponFen == 0)
            return default;
        var chance = _lives.Child((ulong)entrant).Block((ulong)time.ToUnixTimeMilliseconds());
        var extraFen = (packetFen * _propensity) + (couponFen * _multiplier);
        var added = Bought(extraFen, packetFen * (1 - _propensity), priceFen, chance) with { RedeemedFen = packetFen + couponFen, PriceFen = priceFen };
        _sum += added;
        return added;
    }

    /// <summary>A purchase is taken back, in whichever life it was made.</summary>
    public void TakeBack(in LifeDifference added) => _sum -= added;

    // Estimates, no balances: floating point decides, and whole fen are summed.
    private LifeDifference Bought(double extraFen, double displacedFen, long priceFen, RandomBlock chance)
    {
        var place = Part(chance.A) * priceFen;
        if (place < extraFen)
        {
            // Where the prior says more than the price, the visit brings other spending too.
            var fen = Math.Max(priceFen, (long)Math.Round(extraFen));
            return new() { WindowFen = fen, WindowInsideFen = fen, LongFen = fen, LongInsideFen = fen };
        }

        var anyway = new LifeDifference { AnywayFen = priceFen };
        if (place >= extraFen + displacedFen)
            return anyway;
        var (isElsewhere, isLater) = (Part(chance.B) < _prior.OutsideShare, Part(chance.C) < _prior.LaterShare);
        return anyway with
        {
            WindowFen = isLater ? priceFen : 0,
            WindowInsideFen = isLater || isElsewhere ? priceFen : 0,
            LongInsideFen = isElsewhere ? priceFen : 0,
        };
    }

    private static double Between(double low, double high, ulong word) => low + ((high - low) * Part(word));

    private static double Part(ulong word) => (word >> 11) / (double)(1UL << 53);
}
