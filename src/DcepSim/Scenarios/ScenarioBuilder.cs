using System.Collections.Immutable;
using DcepSim.Campaigns;
using DcepSim.Simulation.Scenarios;
using NodaTime;

namespace DcepSim.Scenarios;

/// <summary>Makes the scenario out of values without faults.</summary>
internal sealed class ScenarioBuilder(ScenarioValues values)
{
    public Scenario Build(ImmutableSortedDictionary<string, Provenance> provenance) => new()
    {
        Schema = Text("schema"),
        Name = Text("name"),
        Title = Localized("title"),
        Campaign = Campaign(),
        Operators = Items("operators", path => new OperatorScenario(Text(path + ".id"), Localized(path + ".name"), Number(path + ".share"), Yuan(path + ".vaultYuan"))),
        Merchants = new(
            Whole("merchants.count"),
            Number("merchants.popularityExponent"),
            Items("merchants.onlinePlatforms", path => new PlatformScenario(Localized(path + ".name"), Number(path + ".share"))))
        {
            Categories = Items("merchants.categories", path => new CategoryScenario(Text(path + ".id"), Number(path + ".share"))),
            Districts = Items("merchants.districts", path => new DistrictScenario(
                Text(path + ".id"), Number(path + ".merchantShare"), Number(path + ".personShare"), Or(path + ".place", "") == ScenarioFields.PlaceOtherCity)),
        },
        Wallets = new(Text("wallets.limitSet"), Numbers("wallets.tierShares")) { SubWallets = SubWallets() },
        Behaviour = Behaviour(),
        Offline = values.FieldPaths.Contains("offline") ? new OfflineBuilder(values).Build() : null,
        Published = values.Entries("published").ToImmutableSortedDictionary(name => name, Figure, StringComparer.Ordinal),
        Provenance = provenance,
    };

    /// <summary>The provenance entries that the file itself holds.</summary>
    public ImmutableSortedDictionary<string, Provenance> GivenProvenance() => values.Entries("provenance").ToImmutableSortedDictionary(
        path => path,
        path => new Provenance(ScenarioNames.Parse<Mark>(Text($"provenance.{path}.mark")), Text($"provenance.{path}.source")),
        StringComparer.Ordinal);

    private CampaignScenario Campaign() => new()
    {
        Funder = Localized("campaign.funder"),
        FunderOperator = Text("campaign.funderOperator"),
        Budget = Yuan("campaign.budgetYuan"),
        Packets = WithFirstRows(Items("campaign.packets", Packet)),
        Applicants = Whole("campaign.applicants"),
        RegistrationOpens = Time("campaign.registrationOpens"),
        RegistrationCloses = Time("campaign.registrationCloses"),
        DrawAt = Time("campaign.drawAt"),
        ClaimOpens = Time("campaign.claimOpens"),
        SpendOpens = Time("campaign.spendOpens"),
        SpendCloses = Time("campaign.spendCloses"),
        Distribution = values.Has("campaign.distribution.method")
            ? new(
                Named<DistributionMethod>("campaign.distribution.method"),
                Or("campaign.distribution.arrivalMeanSeconds", DistributionScenario.Lottery.ArrivalMeanSeconds),
                Named<UnfilledPlaces>("campaign.distribution.unfilledPlaces"))
            : DistributionScenario.Lottery,
        Strata = Items("campaign.strata", path => new StratumScenario(Text(path + ".id"), Number(path + ".share"))),
        Stacking = values.Has("campaign.stacking.packetsPerPurchase")
            ? new(Whole("campaign.stacking.packetsPerPurchase"), Text("campaign.stacking.merchantMoney") == ScenarioFields.MerchantMoneyBeside)
            : StackingScenario.One,
        Limits = new(
            (int)Or("campaign.limits.paymentsPerMerchant", 0L),
            Or("campaign.limits.yuanPerMerchant", Amount.Zero),
            (int)Or("campaign.limits.paymentsPerRound", 0L)),
        Unspent = Named<UnspentRule>("campaign.unspent"),
        Rounds = Items("campaign.rounds", path => new RoundScenario(
            Time(path + ".claimOpens"), Time(path + ".spendOpens"), Time(path + ".spendCloses"), Number(path + ".countShare"))),
    };

    // What a further row of a package leaves out is that of its first row.
    private static ImmutableArray<PacketScenario> WithFirstRows(ImmutableArray<PacketScenario> packets) =>
        [.. packets.Select(packet => packet.Package.Length > 0 && packets.First(first => first.Package == packet.Package) is var first ? packet with { Count = first.Count, Stratum = first.Stratum } : packet)];

    private PacketScenario Packet(string path) => new(Yuan(path + ".faceYuan"), (int)Or(path + ".count", 0L))
    {
        Package = Or(path + ".package", ""),
        Copies = (int)Or(path + ".copies", 1L),
        Amounts = Named<PacketAmounts>(path + ".amounts"),
        Threshold = Or(path + ".thresholdYuan", Amount.Zero),
        Stratum = Or(path + ".stratum", ""),
        Categories = Items(path + ".categories", Text),
        Districts = Items(path + ".districts", Text),
        Channels = Named<PacketChannels>(path + ".channels"),
        DiscountRate = Or(path + ".discountRate", 0.0),
        DiscountCap = Or(path + ".discountCapYuan", Amount.Zero),
        MerchantCoupon = Or(path + ".merchantCouponYuan", Amount.Zero),
        MerchantCouponThreshold = Or(path + ".merchantCouponThresholdYuan", Amount.Zero),
    };

    private SubWalletScenario? SubWallets() => values.Has("wallets.subWallets.share")
        ? new(Number("wallets.subWallets.share"), Or("wallets.subWallets.perPaymentMaxYuan", Amount.Zero), Or("wallets.subWallets.perDayMaxYuan", Amount.Zero))
        : null;

    private BehaviourScenario Behaviour() => new(
        new(Number("behaviour.claim.lapseIntercept"), Number("behaviour.claim.lapseWindowSlope"), Number("behaviour.claim.meanDelayHours")),
        new(
            Number("behaviour.occasions.perDay"),
            Number("behaviour.occasions.heterogeneityShape"),
            Number("behaviour.occasions.reachElasticity"),
            Whole("behaviour.occasions.referenceMerchants"),
            Numbers("behaviour.occasions.hourWeights"),
            Numbers("behaviour.occasions.weekdayWeights"))
        {
            ReadinessMeanHours = Or("behaviour.occasions.readinessMeanHours", 0.0),
            DeadlineFactor = Or("behaviour.occasions.deadlineFactor", 1.0),
            DeadlineHours = Or("behaviour.occasions.deadlineHours", 0.0),
        },
        new(Number("behaviour.basket.medianYuan"), Number("behaviour.basket.sigma")),
        new(Number("behaviour.ownMoney.topUpProbability"), ScenarioNames.Parse<OwnMoneyReading>(Text("behaviour.ownMoney.reading"))),
        Number("behaviour.doubleOfflineShare"))
    {
        ExtraSpending = values.FieldPaths.Contains("behaviour.extraSpending") ? ExtraSpending() : null,
        Registration = values.Has("behaviour.registration.innovationPerDay")
            ? new(Number("behaviour.registration.innovationPerDay"), Number("behaviour.registration.imitationPerDay"))
            : null,
        Refunds = values.Has("behaviour.refunds.share")
            ? new(Number("behaviour.refunds.share"), Number("behaviour.refunds.meanDelayHours"))
            : RefundScenario.None,
        HomeDistrictShare = Or("behaviour.homeDistrictShare", BehaviourScenario.HomeDistrictShareAssumed),
        Steering = Or("behaviour.steering", 0.0),
    };

    private ExtraSpendingScenario ExtraSpending()
    {
        const string path = "behaviour.extraSpending.";
        var assumed = ExtraSpendingScenario.Assumed;
        return new(
            Or(path + "propensityLow", assumed.PropensityLow),
            Or(path + "propensityHigh", assumed.PropensityHigh),
            Or(path + "couponLow", assumed.CouponLow),
            Or(path + "couponHigh", assumed.CouponHigh),
            Or(path + "outsideShare", assumed.OutsideShare),
            Or(path + "laterShare", assumed.LaterShare));
    }

    private PublishedFigure Figure(string name) => new(
        values.Get<long>($"published.{name}.value"),
        ScenarioNames.Parse<FigureRole>(Text($"published.{name}.role")),
        Text($"published.{name}.source"));

    private ImmutableArray<T> Items<T>(string path, Func<string, T> item) =>
        values.Count(path) == 0 ? [] : [.. Enumerable.Range(0, values.Count(path)).Select(index => item(ScenarioValues.ItemPath(path, index)))];

    private ImmutableArray<double> Numbers(string path) => Items(path, Number);

    private T Or<T>(string path, T whenLeftOut) => values.TryGet<T>(path, out var given) ? given : whenLeftOut;

    private T Named<T>(string path)
        where T : struct, Enum => values.TryGet<string>(path, out var name) ? ScenarioNames.Parse<T>(name) : default;

    private LocalizedText Localized(string path) => new(Text(path + ".en"), Text(path + ".zh"));

    private string Text(string path) => values.Get<string>(path);

    private double Number(string path) => values.Get<double>(path);

    private int Whole(string path) => (int)values.Get<long>(path);

    private Amount Yuan(string path) => values.Get<Amount>(path);

    private LocalDateTime Time(string path) => values.Get<LocalDateTime>(path);
}
