using System.Collections.Immutable;
using System.Text.RegularExpressions;
using DcepSim.Results;
using DcepSim.Simulation.Scenarios;
using DcepSim.Wallets;
using static DcepSim.Scenarios.ScenarioFieldType;

namespace DcepSim.Scenarios;

/// <summary>Every field of a scenario file, in the order in which files are written.</summary>
public static partial class ScenarioFields
{
    private const double YuanMax = 1_000_000_000_000; // a trillion: above any campaign, and sums stay far below the range of amounts

    /// <summary>The rows; a section, sequence or table stands before what is in it.</summary>
    public static ImmutableArray<ScenarioField> All { get; } =
    [
        new("$schema", Text, "Where editors find the JSON Schema of this file; not part of the scenario.") { Min = 1, Max = 500, IsOptional = true },
        new("schema", Choice, "The format of the file and its version.") { Choices = [Scenario.CurrentSchema] },
        new("name", Text, "The short name: lower-case letters, digits and single hyphens.") { Min = 1, Max = 64, Pattern = "^[a-z0-9]+(-[a-z0-9]+)*$" },
        .. Localized("title", "What a person calls it, in English and Chinese."),

        new("campaign", Section, "The give-away: money, packets, entrants and instants."),
        .. Localized("campaign.funder", "Who funds it."),
        Id("campaign.funderOperator", "The operator that holds the funder's wallet; one of the scenario's operators."),
        Yuan("campaign.budgetYuan", 1, "The money set aside, at least the sum of all packets."),
        new("campaign.packets", Sequence, "The packets by face value.") { Min = 1, Max = 64 },
        new("campaign.packets[]", Section, "A face value and how many packets bear it."),
        Yuan("campaign.packets[].faceYuan", 0, "The packet's value, from 1 yuan; 0 only for a package that is a discount or a merchants' coupon alone.", 1_000_000),
        Optional(Whole("campaign.packets[].count", 1, 100_000_000, "packets", "How many packets bear it; with copies, how many winners there are. Left out only in the further rows of a package.")),
        .. PackageFields,
        Whole("campaign.applicants", 1, 100_000_000, "persons", "How many persons complete registration, at least the number of packages."),
        Time("campaign.registrationOpens", "When registration opens."),
        Time("campaign.registrationCloses", "When registration closes.", isEnd: true),
        Time("campaign.drawAt", "When winners are drawn."),
        Time("campaign.claimOpens", "When winners are told and may claim."),
        Time("campaign.spendOpens", "When packets may first be spent."),
        Time("campaign.spendCloses", "The first moment at which packets may no longer be spent; then the rest is recalled.", isEnd: true),
        .. MechanismFields,

        new("operators", Sequence, "The authorised operators and how winners choose among them.") { Min = 1, Max = 64 },
        new("operators[]", Section, "An authorised operator."),
        Id("operators[].id", "Its short name, such as ICBC; no two are the same."),
        .. Localized("operators[].name", "Its name in both languages."),
        Number("operators[].share", 0, 1, "", "Its weight among winners and merchants; the shares of a scenario sum to 1."),
        Yuan("operators[].vaultYuan", 0, "e-CNY it has bought from the central bank before the campaign."),

        new("merchants", Section, "The designated merchants."),
        Whole("merchants.count", 1, 1_000_000, "merchants", "How many there are in store."),
        Number("merchants.popularityExponent", 0, 3, "", "The merchant of rank r is chosen in proportion to r to the power of minus this; 0 is equal."),

        new("merchants.onlinePlatforms", Sequence, "Online platforms on which packets may be spent.") { Min = 0, Max = 16 },
        new("merchants.onlinePlatforms[]", Section, "An online platform."),
        .. Localized("merchants.onlinePlatforms[].name", "Its name in both languages."),
        Number("merchants.onlinePlatforms[].share", 0, 1, "", "The probability that an occasion falls on it; the shares sum to at most 1, the rest is in store."),
        .. PlaceFields,

        new("wallets", Section, "The wallets that winners open."),
        new("wallets.limitSet", Choice, "Which published set of tier limits applies.") { Choices = [.. LimitSet.All.Select(set => set.Name)] },
        new("wallets.tierShares", Sequence, "The share of winners in tiers I, II, III and IV, summing to 1.") { Min = 4, Max = 4 },
        Number("wallets.tierShares[]", 0, 1, "", "The share of one tier."),
        .. SubWalletFields,

        new("behaviour", Section, "How winners claim and spend."),
        new("behaviour.claim", Section, "Whether and when a winner claims: with probability 1 - exp(a + b ln W), W the hours of the spend window."),
        Number("behaviour.claim.lapseIntercept", -100, 100, "", "a; the probability to lapse must stay within 0 to 1."),
        Number("behaviour.claim.lapseWindowSlope", -100, 100, "", "b; below zero, longer windows lose fewer."),
        Number("behaviour.claim.meanDelayHours", 0, 1_000, "hours", "Mean of the exponential delay from the opening of claims.", aboveMin: true),
        new("behaviour.occasions", Section, "When claimants shop at designated merchants."),
        Number("behaviour.occasions.perDay", 0, 100, "a day", "Mean occasions a day at the reference reach.", aboveMin: true),
        Number("behaviour.occasions.heterogeneityShape", 0.05, 100, "", "Shape of the gamma law by which people differ: the smaller, the more."),
        Number("behaviour.occasions.reachElasticity", 0, 2, "", "How occasions grow with the number of merchants."),
        Whole("behaviour.occasions.referenceMerchants", 1, 10_000_000, "merchants", "The number of merchants at which reach is 1."),
        new("behaviour.occasions.hourWeights", Sequence, "Weights of the hours of a day from 00:00 on; at least one above 0.") { Min = 24, Max = 24 },
        Number("behaviour.occasions.hourWeights[]", 0, 1_000_000, "", "The weight of one hour."),
        new("behaviour.occasions.weekdayWeights", Sequence, "Weights of Monday to Sunday; at least one above 0.") { Min = 7, Max = 7 },
        Number("behaviour.occasions.weekdayWeights[]", 0, 1_000_000, "", "The weight of one weekday."),
        new("behaviour.basket", Section, "What one purchase costs: lognormal."),
        Number("behaviour.basket.medianYuan", 0.1, 100_000, "yuan", "The median purchase."),
        Number("behaviour.basket.sigma", 0.01, 3, "", "Standard deviation of the logarithm."),
        new("behaviour.ownMoney", Section, "How the part of a purchase above the packet is paid."),
        Number("behaviour.ownMoney.topUpProbability", 0, 1, "", "The probability that it is paid from a wallet top-up; otherwise by another tender."),
        new("behaviour.ownMoney.reading", Choice, "What the published own-money figure is taken to mean.") { Choices = ScenarioNames.All<OwnMoneyReading>() },
        Number("behaviour.doubleOfflineShare", 0, 1, "", "The share of claimants who try payment between two devices without network."),
        .. FurtherBehaviourFields,

        .. OfflineFields.All,

        new("published", Table, "Published figures by metric; metrics without one are left out.") { Choices = Metric.Names },
        new("published.*", Section, "A published figure that a metric is held against."),
        Whole("published.*.value", 0, 100_000_000_000_000_000, "in the metric's unit (persons, payments, fen)", "The figure."),
        new("published.*.role", Choice, "What the figure was used for.") { Choices = ScenarioNames.All<FigureRole>() },
        Words("published.*.source", "Where it was published."),

        new("provenance", Table, "Where values come from, by path; a path also speaks for everything below it that has no entry of its own.") { IsOptional = true, Max = 2_000 },
        new("provenance.*", Section, "Where a value comes from."),
        new("provenance.*.mark", Choice, "What kind of knowledge it is.") { Choices = ScenarioNames.All<Mark>() },
        Words("provenance.*.source", "Source ids of the data register, or the reason or method in words."),
    ];

    /// <summary>How a field is written, found by its path with or without indices; <c>null</c> for an unknown path.</summary>
    internal static ScenarioFieldType? TypeOf(string path)
    {
        var pattern = IndexForm().Replace(path, "[]");
        return All.FirstOrDefault(field => field.Path == pattern)?.Type;
    }

    [GeneratedRegex(@"\[[0-9]+\]")]
    private static partial Regex IndexForm();

    private static ScenarioField Words(string path, string meaning) => new(path, Text, meaning) { Min = 1, Max = 1_000 };

    private static ScenarioField Id(string path, string meaning) => new(path, Text, meaning) { Min = 1, Max = 32, Pattern = "^[A-Za-z0-9][A-Za-z0-9_-]*$" };

    private static ScenarioField[] Localized(string path, string meaning) =>
        [new(path, Section, meaning), Words(path + ".en", "In English."), Words(path + ".zh", "In Chinese.")];

    private static ScenarioField Whole(string path, double min, double max, string unit, string meaning) =>
        new(path, ScenarioFieldType.Whole, meaning) { Min = min, Max = max, Unit = unit };

    private static ScenarioField Number(string path, double min, double max, string unit, string meaning, bool aboveMin = false) =>
        new(path, ScenarioFieldType.Number, meaning) { Min = min, Max = max, Unit = unit, AboveMin = aboveMin };

    private static ScenarioField Yuan(string path, double min, string meaning, double max = YuanMax) =>
        new(path, ScenarioFieldType.Yuan, meaning) { Min = min, Max = max, Unit = "yuan" };

    private static ScenarioField Time(string path, string meaning, bool isEnd = false) =>
        new(path, ScenarioFieldType.Time, meaning) { IsEnd = isEnd };
}
