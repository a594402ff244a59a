using System.Collections.Immutable;
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
            Items("merchants.onlinePlatforms", path => new PlatformScenario(Localized(path + ".name"), Number(path + ".share")))),
        Wallets = new(Text("wallets.limitSet"), Numbers("wallets.tierShares")),
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
        Packets = Items("campaign.packets", path => new PacketScenario(Yuan(path + ".faceYuan"), Whole(path + ".count"))),
        Applicants = Whole("campaign.applicants"),
        RegistrationOpens = Time("campaign.registrationOpens"),
        RegistrationCloses = Time("campaign.registrationCloses"),
        DrawAt = Time("campaign.drawAt"),
        ClaimOpens = Time("campaign.claimOpens"),
        SpendOpens = Time("campaign.spendOpens"),
        SpendCloses = Time("campaign.spendCloses"),
    };

    private BehaviourScenario Behaviour() => new(
        new(Number("behaviour.claim.lapseIntercept"), Number("behaviour.claim.lapseWindowSlope"), Number("behaviour.claim.meanDelayHours")),
        new(
            Number("behaviour.occasions.perDay"),
            Number("behaviour.occasions.heterogeneityShape"),
            Number("behaviour.occasions.reachElasticity"),
            Whole("behaviour.occasions.referenceMerchants"),
            Numbers("behaviour.occasions.hourWeights"),
            Numbers("behaviour.occasions.weekdayWeights")),
        new(Number("behaviour.basket.medianYuan"), Number("behaviour.basket.sigma")),
        new(Number("behaviour.ownMoney.topUpProbability"), ScenarioNames.Parse<OwnMoneyReading>(Text("behaviour.ownMoney.reading"))),
        Number("behaviour.doubleOfflineShare"));

    private PublishedFigure Figure(string name) => new(
        values.Get<long>($"published.{name}.value"),
        ScenarioNames.Parse<FigureRole>(Text($"published.{name}.role")),
        Text($"published.{name}.source"));

    private ImmutableArray<T> Items<T>(string path, Func<string, T> item) =>
        [.. Enumerable.Range(0, values.Count(path)).Select(index => item(ScenarioValues.ItemPath(path, index)))];

    private ImmutableArray<double> Numbers(string path) => Items(path, Number);

    private LocalizedText Localized(string path) => new(Text(path + ".en"), Text(path + ".zh"));

    private string Text(string path) => values.Get<string>(path);

    private double Number(string path) => values.Get<double>(path);

    private int Whole(string path) => (int)values.Get<long>(path);

    private Amount Yuan(string path) => values.Get<Amount>(path);

    private LocalDateTime Time(string path) => values.Get<LocalDateTime>(path);
}
