using DcepSim.Simulation.Scenarios;
using DcepSim.Wallets;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;
using NodaTime;

namespace DcepSim.UnitTests.Simulation;

/// <summary>
/// The behavioural model written a second time from its ODD page: arrays over claimants, floating point, MathNet's own samplers, another
/// generator, no ledger, no events. Shares no code with the simulation; only totals can be compared.
/// </summary>
internal sealed class VectorisedModel(Scenario scenario, int seed)
{
    private readonly MersenneTwister _random = new(seed);
    private readonly double[] _shoppingDaysUntil = ShoppingDaysByHour(scenario);

    public (double Claimed, double Payments, double RedeemedFen, double OwnMoneyFen, double OtherTenderFen) Run()
    {
        var claimants = SampleClaimants();
        var shoppingDays = SampleShoppingDays(claimants);
        var rates = Samples(claimants, new Gamma(Occasions.HeterogeneityShape, Occasions.HeterogeneityShape, _random).Samples());
        var reach = Math.Pow(scenario.Merchants.Count / (double)Occasions.ReferenceMerchants, Occasions.ReachElasticity);
        var used = new double[claimants];
        var left = Enumerable.Repeat((double)Face, claimants).ToArray();
        var active = Enumerable.Range(0, claimants).ToArray();
        double payments = 0, redeemed = 0, own = 0, other = 0;
        while (active.Length > 0)
        {
            var gaps = Samples(active.Length, new Exponential(Occasions.PerDay * reach, _random).Samples());
            var baskets = Samples(active.Length, new LogNormal(Math.Log(100 * Basket.MedianYuan), Basket.Sigma, _random).Samples());
            var luck = _random.NextDoubles(active.Length);
            for (var place = 0; place < active.Length; place++)
            {
                var person = active[place];
                used[person] += gaps[place] / rates[person];
                if (used[person] >= shoppingDays[person])
                {
                    active[place] = -1;
                    continue;
                }

                var basket = Math.Max(1, Math.Round(baskets[place]));
                var packet = Math.Min(basket, left[person]);
                var shortfall = basket - packet;
                left[person] -= packet;
                redeemed += packet;
                payments++;
                if (shortfall > 0 && luck[place] < OwnMoney.TopUpProbability && shortfall <= TopUpMaxFen)
                    own += shortfall;
                else
                    other += shortfall;
                if (left[person] <= 0)
                    active[place] = -1;
            }

            active = Array.FindAll(active, person => person >= 0);
        }

        return (claimants, payments, redeemed, own, other);
    }

    private CampaignScenario Campaign => scenario.Campaign;

    private OccasionScenario Occasions => scenario.Behaviour.Occasions;

    private BasketScenario Basket => scenario.Behaviour.Basket;

    private OwnMoneyScenario OwnMoney => scenario.Behaviour.OwnMoney;

    private long Face => Campaign.Packets.Single().Face.Fen;

    // In the reading "beside a packet" a person tops up at most once, so only the caps for one payment, one day and the balance can bind.
    private double TopUpMaxFen
    {
        get
        {
            var tier = (WalletTier)(scenario.Wallets.TierShares.IndexOf(1) + 1);
            var limits = LimitSet.Find(scenario.Wallets.LimitSet)!.For(tier);
            return new[] { limits.Balance, limits.PerPayment, limits.PerDay }.Min(cell => cell.Cap?.Fen ?? double.PositiveInfinity);
        }
    }

    private int SampleClaimants()
    {
        var hours = Period.Between(Campaign.SpendOpens, Campaign.SpendCloses, PeriodUnits.Hours).ToDuration().TotalHours;
        var lapse = Math.Exp(scenario.Behaviour.Claim.LapseIntercept + scenario.Behaviour.Claim.LapseWindowSlope * Math.Log(hours));
        return Binomial.Sample(_random, 1 - lapse, Campaign.Packets.Sum(packet => packet.Count));
    }

    // Days of average weight left to each claimant between the claim and the end of the window.
    private double[] SampleShoppingDays(int claimants)
    {
        var lead = Period.Between(Campaign.ClaimOpens, Campaign.SpendOpens, PeriodUnits.Hours).ToDuration().TotalHours;
        var length = Period.Between(Campaign.SpendOpens, Campaign.SpendCloses, PeriodUnits.Hours).ToDuration().TotalHours;
        var delays = new Exponential(1 / scenario.Behaviour.Claim.MeanDelayHours, _random).Samples().Where(delay => delay < lead + length);
        var days = Samples(claimants, delays);
        for (var person = 0; person < claimants; person++)
            days[person] = _shoppingDaysUntil[^1] - ShoppingDaysAt(Math.Max(0, days[person] - lead));
        return days;
    }

    private double ShoppingDaysAt(double hour)
    {
        var whole = (int)hour;
        return _shoppingDaysUntil[whole] + (hour - whole) * (_shoppingDaysUntil[whole + 1] - _shoppingDaysUntil[whole]);
    }

    private static double[] ShoppingDaysByHour(Scenario scenario)
    {
        var occasions = scenario.Behaviour.Occasions;
        var mean = occasions.HourWeights.Average() * occasions.WeekdayWeights.Average();
        var days = new List<double> { 0 };
        for (var hour = scenario.Campaign.SpendOpens; hour < scenario.Campaign.SpendCloses; hour = hour.PlusHours(1))
            days.Add(days[^1] + occasions.HourWeights[hour.Hour] * occasions.WeekdayWeights[(int)hour.DayOfWeek - 1] / mean / 24);
        return [.. days];
    }

    private static double[] Samples(int count, IEnumerable<double> source) => source.Take(count).ToArray();
}
