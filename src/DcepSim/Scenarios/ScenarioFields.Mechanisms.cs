using System.Collections.Immutable;
using DcepSim.Campaigns;
using DcepSim.Simulation.Scenarios;
using static DcepSim.Scenarios.ScenarioFieldType;

namespace DcepSim.Scenarios;

// What a campaign may do beyond one lottery of plain packets. Every field may be left out; a file without any of them is read as before.
public static partial class ScenarioFields
{
    private const int IdsMax = 32;

    private static ImmutableArray<ScenarioField> PackageFields =>
    [
        Optional(Id("campaign.packets[].package", "The package it belongs to: who wins the first row of that name gets all its rows; left out, a package by itself.")),
        Optional(Whole("campaign.packets[].copies", 1, 20, "packets", "How many packets of this face one winner gets; 1 when left out.")),
        Optional(new("campaign.packets[].amounts", Choice, "Whether all are worth the face, or their money is split at random among them; equal when left out.") { Choices = ScenarioNames.All<PacketAmounts>() }),
        Optional(Yuan("campaign.packets[].thresholdYuan", 0, "The least purchase it may be used on; above 0 it is a coupon, used whole and once. 0 when left out.", 1_000_000)),
        Optional(Id("campaign.packets[].stratum", "The stratum of applicants it is reserved for; left out, every applicant may win one.")),
        Optional(new("campaign.packets[].categories", Sequence, "The merchant categories it may be spent in; left out, all.") { Min = 1, Max = IdsMax }),
        Id("campaign.packets[].categories[]", "The id of a category."),
        Optional(new("campaign.packets[].districts", Sequence, "The districts it may be spent in; left out, all but other cities.") { Min = 1, Max = IdsMax }),
        Id("campaign.packets[].districts[]", "The id of a district."),
        Optional(new("campaign.packets[].channels", Choice, "Whether it is for shops, online platforms or both; all when left out.") { Choices = ScenarioNames.All<PacketChannels>() }),
        Optional(Number("campaign.packets[].discountRate", 0, 0.9, "", "The share of the price that merchants take off for the winner; 0 when left out.")),
        Optional(Yuan("campaign.packets[].discountCapYuan", 0, "The most taken off one purchase; 0, as when left out, is no cap.", 1_000_000)),
        Optional(Yuan("campaign.packets[].merchantCouponYuan", 0, "A coupon of the merchants' own money in the same package, used once; 0 when left out.", 1_000_000)),
        Optional(Yuan("campaign.packets[].merchantCouponThresholdYuan", 0, "The least purchase the merchants' coupon may be used on; 0 when left out.", 1_000_000)),
    ];

    private static ImmutableArray<ScenarioField> MechanismFields =>
    [
        Optional(new("campaign.distribution", Section, "How packets find their holders; left out, a lottery.")),
        new("campaign.distribution.method", Choice, "By lot, by coming first, or to everyone.") { Choices = ScenarioNames.All<DistributionMethod>() },
        Optional(Number("campaign.distribution.arrivalMeanSeconds", 0, 1_000_000, "seconds", "In a grab: the mean delay from the opening of claims at which applicants try; 60 when left out.", aboveMin: true)),
        Optional(new("campaign.distribution.unfilledPlaces", Choice, "What becomes of reserved places a stratum cannot fill; returnToFunder when left out.") { Choices = ScenarioNames.All<UnfilledPlaces>() }),
        Optional(new("campaign.strata", Sequence, "Groups of applicants that packets may be reserved for.") { Min = 1, Max = IdsMax }),
        new("campaign.strata[]", Section, "A group of applicants."),
        Id("campaign.strata[].id", "Its short name; no two are the same."),
        Number("campaign.strata[].share", 0, 1, "", "Its share of the applicants; the shares sum to at most 1, the rest belongs to none."),
        Optional(new("campaign.stacking", Section, "What may be used together on one purchase; left out, one packet and merchants' money beside it.")),
        Whole("campaign.stacking.packetsPerPurchase", 1, 20, "packets", "How many packets or coupons; thresholds add up."),
        new("campaign.stacking.merchantMoney", Choice, "Whether merchants' coupons and discounts may be used beside a packet or only without one.") { Choices = [MerchantMoneyBeside, MerchantMoneyInstead] },
        Optional(new("campaign.limits", Section, "How often and how much a holder may use packets in one round.")),
        Optional(Whole("campaign.limits.paymentsPerMerchant", 0, 10_000, "payments", "Payments with packet money at one merchant or platform; 0 is no limit.")),
        Optional(Yuan("campaign.limits.yuanPerMerchant", 0, "Packet money at one merchant or platform; 0 is no limit.")),
        Optional(Whole("campaign.limits.paymentsPerRound", 0, 10_000, "payments", "Payments with packet money in all; 0 is no limit.")),
        Optional(new("campaign.unspent", Choice, "Where packet money goes that was not spent in its round; returnToFunder when left out.") { Choices = ScenarioNames.All<UnspentRule>() }),
        Optional(new("campaign.rounds", Sequence, "The rounds after the first, in order of time.") { Min = 1, Max = 100 }),
        new("campaign.rounds[]", Section, "A further round among the same applicants."),
        Time("campaign.rounds[].claimOpens", "When its winners are drawn and told and may claim."),
        Time("campaign.rounds[].spendOpens", "When its packets may first be spent."),
        Time("campaign.rounds[].spendCloses", "The first moment at which they may no longer be spent.", isEnd: true),
        Number("campaign.rounds[].countShare", 0, 100, "", "Its packets of each row as a share of the first round's, rounded down; money that rolled over comes on top."),
    ];

    private static ImmutableArray<ScenarioField> PlaceFields =>
    [
        Optional(new("merchants.categories", Sequence, "The merchants' categories.") { Min = 1, Max = IdsMax }),
        new("merchants.categories[]", Section, "A category of merchants."),
        Id("merchants.categories[].id", "Its short name; no two are the same."),
        Number("merchants.categories[].share", 0, 1, "", "Its share of merchants in store and of occasions; the shares sum to 1.", aboveMin: true),
        Optional(new("merchants.districts", Sequence, "The merchants' districts and other cities.") { Min = 1, Max = IdsMax }),
        new("merchants.districts[]", Section, "A district with merchants, or another city."),
        Id("merchants.districts[].id", "Its short name; no two are the same."),
        Number("merchants.districts[].merchantShare", 0, 1, "", "Its share of the merchants in store; the shares sum to 1.", aboveMin: true),
        Number("merchants.districts[].personShare", 0, 1, "", "Its share of the winners' homes; the shares sum to 1."),
        Optional(new("merchants.districts[].place", Choice, "Whether it is in this city or in another, where packets are good only if they name it; here when left out.") { Choices = [PlaceHere, PlaceOtherCity] }),
    ];

    private static ImmutableArray<ScenarioField> SubWalletFields =>
    [
        Optional(new("wallets.subWallets", Section, "Sub-wallets pushed to the online platforms: e-CNY is then paid there through them alone.")),
        Number("wallets.subWallets.share", 0, 1, "", "The share of claimants who push one."),
        Optional(Yuan("wallets.subWallets.perPaymentMaxYuan", 0, "The cap on own money in one payment; 0, as when left out, is none.")),
        Optional(Yuan("wallets.subWallets.perDayMaxYuan", 0, "The cap on own money in one day; 0, as when left out, is none.")),
    ];

    private static ImmutableArray<ScenarioField> FurtherBehaviourFields =>
    [
        Optional(Number("behaviour.occasions.readinessMeanHours", 0, 10_000, "hours", "Mean of the time a claimant lets pass before shopping begins; 0 when left out.")),
        Optional(Number("behaviour.occasions.deadlineFactor", 0, 100, "", "How many times as often people shop in the last hours before the close; 1 when left out.")),
        Optional(Number("behaviour.occasions.deadlineHours", 0, 10_000, "hours", "How many hours before the close that is; 0 when left out.")),
        Optional(new("behaviour.registration", Section, "How registrations spread while registration is open, some coming on their own and others because they hear of it; left out, only how many counts.")),
        Number("behaviour.registration.innovationPerDay", 0, 100, "", "The rate a day at which those still to come register on their own.", aboveMin: true),
        Number("behaviour.registration.imitationPerDay", 0, 100, "", "The rate a day that is added when everybody else has registered."),
        Optional(new("behaviour.extraSpending", Section, "What of packet money is spending that would not have happened otherwise: a prior, for no pilot identifies it.")),
        Optional(Number("behaviour.extraSpending.propensityLow", 0, 1, "", "Packets without threshold: least extra spending for each yuan; 0.1 when left out.")),
        Optional(Number("behaviour.extraSpending.propensityHigh", 0, 1, "", "Packets without threshold: most extra spending for each yuan; 0.25 when left out.")),
        Optional(Number("behaviour.extraSpending.couponLow", 0, 20, "", "Coupons with a threshold: least extra spending for each yuan; 3 when left out.")),
        Optional(Number("behaviour.extraSpending.couponHigh", 0, 20, "", "Coupons with a threshold: most extra spending for each yuan; 6 when left out.")),
        Optional(Number("behaviour.extraSpending.outsideShare", 0, 1, "", "The share of displaced spending that would have happened outside designated merchants; 0.5 when left out.")),
        Optional(Number("behaviour.extraSpending.laterShare", 0, 1, "", "The share of displaced spending that would have happened in the 120 days after the window; 0.2 when left out.")),
        Optional(new("behaviour.refunds", Section, "Purchases that are taken back in full; left out, none.")),
        Number("behaviour.refunds.share", 0, 1, "", "The share of payments."),
        Number("behaviour.refunds.meanDelayHours", 0, 10_000, "hours", "The mean of the exponential delay.", aboveMin: true),
        Optional(Number("behaviour.homeDistrictShare", 0, 1, "", "The probability that an occasion in store falls in the person's home district; 0.8 when left out.")),
        Optional(Number("behaviour.steering", 0, 1, "", "The probability that a holder goes to a merchant in the packet's scope when the occasion would have been outside; 0 when left out.")),
    ];

    internal const string MerchantMoneyBeside = "beside";
    internal const string MerchantMoneyInstead = "instead";
    internal const string PlaceHere = "here";
    internal const string PlaceOtherCity = "otherCity";

    private static ScenarioField Optional(ScenarioField field) => field with { IsOptional = true };
}
