using System.Collections.Immutable;
using DcepSim.Campaigns;
using DcepSim.Simulation.Scenarios;
using FsCheck;
using FsCheck.Fluent;

namespace DcepSim.Testing;

// Campaigns that combine mechanisms at random.
public static partial class RandomScenarios
{
    private static readonly ImmutableArray<CategoryScenario> SomeCategories = [new("catering", 0.5), new("culture", 0.3), new("retail", 0.2)];

    private static readonly ImmutableArray<DistrictScenario> SomeDistricts =
        [new("east", 0.5, 0.6, false), new("west", 0.3, 0.4, false), new("next-city", 0.2, 0, true)];

    private static readonly ImmutableArray<StratumScenario> SomeStrata = [new("residents", 0.6), new("visitors", 0.3)];

    private static readonly ImmutableArray<PlatformScenario> SomePlatforms =
        [new(new LocalizedText("A shop online", "线上"), 0.2), new(new LocalizedText("Another", "另一"), 0.1)];

    /// <summary>Scenarios of up to four rows of packages and four rounds that combine mechanisms at random, without faults: every way of
    /// distribution, strata, packages of different rows, copies, random amounts, thresholds, scopes, discounts, merchants' coupons, stacking, limits, roll-over,
    /// sub-wallets, refunds, and people who are steered.</summary>
    public static Arbitrary<Scenario> WithMechanisms() => (
        from plain in Arbitrary().Generator
        from places in Places(plain.Merchants)
        from strata in Gen.Elements(ImmutableArray<StratumScenario>.Empty, SomeStrata)
        from single in Gen.Choose(1, 4).SelectMany(count => Row(places, strata).ListOf(count))
        from together in Gen.Choose(0, 4)
        let rows = InOnePackage(single, together)
        from method in Gen.Elements(Enum.GetValues<DistributionMethod>())
        from unfilled in Gen.Elements(Enum.GetValues<UnfilledPlaces>())
        from stacking in Gen.Choose(1, 4).SelectMany(most => Gen.Elements(new StackingScenario(most, true), new StackingScenario(most, false)))
        from limits in Limits()
        from unspent in Gen.Elements(Enum.GetValues<UnspentRule>())
        from rounds in Gen.Choose(0, 3).SelectMany(count => Rounds(plain.Campaign, count))
        from spare in Gen.Choose(0, 30)
        from surplusYuan in Gen.Choose(0, 300)
        from subWallets in Gen.Elements(null, new SubWalletScenario(0.7, Amount.FromYuan(100), Amount.Zero), new SubWalletScenario(1, Amount.Zero, Amount.FromYuan(300)))
        from refunds in Gen.Elements(RefundScenario.None, new RefundScenario(0.3, 30), new RefundScenario(1, 200))
        from steering in Gen.Elements(0.0, 0.5, 1)
        let winners = (plain.Campaign with { Packets = rows }).Winners
        let packages = 1 + rounds.Sum(round => round.CountShare)
        select plain with
        {
            Campaign = plain.Campaign with
            {
                Packets = rows,
                Strata = strata,
                Distribution = new DistributionScenario(method, 30, unfilled),
                Applicants = winners + (method == DistributionMethod.Everyone ? 0 : spare),
                Budget = Amount.FromFen(Math.Max(100, (long)(rows.Sum(row => row.Value.Fen) * packages)) + (100L * surplusYuan)),
                Stacking = stacking,
                Limits = limits,
                Unspent = unspent,
                Rounds = [.. rounds],
            },
            Merchants = places,
            Wallets = plain.Wallets with { SubWallets = places.OnlinePlatforms.IsEmpty ? null : subWallets },
            Behaviour = plain.Behaviour with { Refunds = refunds, Steering = steering },
        }).ToArbitrary();

    // The first rows go to the same winners.
    private static ImmutableArray<PacketScenario> InOnePackage(List<PacketScenario> rows, int together) =>
        [.. rows.Select((row, place) => together > 1 && place < together ? row with { Package = "all", Count = rows[0].Count, Stratum = rows[0].Stratum } : row)];

    private static Gen<MerchantScenario> Places(MerchantScenario plain) =>
        from categories in Gen.Elements([], SomeCategories)
        from districts in Gen.Elements([], SomeDistricts)
        from platforms in Gen.Elements([], SomePlatforms)
        select plain with { Categories = categories, Districts = districts, OnlinePlatforms = platforms };

    private static Gen<PacketScenario> Row(MerchantScenario places, ImmutableArray<StratumScenario> strata) =>
        from faceYuan in Gen.Elements(0, 5, 20, 200)
        from count in Gen.Choose(1, 12)
        from copies in Gen.Choose(1, 4)
        from isRandom in Gen.Elements(false, true)
        from threshold in Gen.Elements(0, 0, 1, 4)
        from stratum in Gen.Elements("", "residents", "visitors")
        from isCategorised in Gen.Elements(false, true)
        from district in Gen.Elements("", "east", "next-city")
        from channels in Gen.Elements(Enum.GetValues<PacketChannels>())
        from discount in Gen.Elements(0.0, 0.15)
        from couponYuan in Gen.Elements(0, 10)
        let isRight = faceYuan == 0
        select new PacketScenario(Amount.FromYuan(faceYuan), count)
        {
            Copies = copies,
            Amounts = isRandom && !isRight && threshold == 0 ? PacketAmounts.Random : PacketAmounts.Equal,
            Threshold = isRight ? Amount.Zero : Amount.FromYuan(faceYuan * threshold),
            Stratum = strata.IsEmpty ? "" : stratum,
            Categories = isCategorised && !places.Categories.IsEmpty ? ["catering", "culture"] : [],
            Districts = district.Length > 0 && !places.Districts.IsEmpty ? [district] : [],
            Channels = places.OnlinePlatforms.IsEmpty ? PacketChannels.All : channels,
            DiscountRate = isRight ? 0.1 : discount,
            DiscountCap = discount > 0 ? Amount.FromYuan(20) : Amount.Zero,
            MerchantCoupon = Amount.FromYuan(couponYuan),
            MerchantCouponThreshold = Amount.FromYuan(couponYuan * 3),
        };

    private static Gen<UseLimitScenario> Limits() =>
        from perMerchant in Gen.Elements(0, 0, 1)
        from yuan in Gen.Elements(0, 0, 30)
        from perRound in Gen.Elements(0, 0, 2)
        select new UseLimitScenario(perMerchant, Amount.FromYuan(yuan), perRound);

    private static Gen<List<RoundScenario>> Rounds(CampaignScenario campaign, int count) =>
        from gapHours in Gen.Elements(24, 100, 200)
        from leadHours in Gen.Choose(0, 10)
        from lengthHours in Gen.Elements(48, 160)
        from share in Gen.Elements(0.0, 0.5, 1)
        select Enumerable.Range(1, count).Select(round =>
        {
            var opens = campaign.ClaimOpens.PlusHours(gapHours * round);
            return new RoundScenario(opens, opens.PlusHours(leadHours), opens.PlusHours(leadHours + lengthHours), share);
        }).ToList();
}
