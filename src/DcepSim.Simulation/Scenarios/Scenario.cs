using System.Collections.Immutable;

namespace DcepSim.Simulation.Scenarios;

/// <summary>
/// What to simulate: one campaign with its operators, merchants, wallets and people, and the published figures it is held against.
/// </summary>
/// <remarks>Immutable. Made from a scenario file, where each field has the same name in camel case and carries a <see cref="Provenance"/>.
/// The reader of scenario files lists every fault.</remarks>
public sealed record Scenario
{
    /// <summary>The format this scenario is written in.</summary>
    public const string CurrentSchema = "dcepsim.scenario/1";

    /// <summary>The format and its version: <see cref="CurrentSchema"/>.</summary>
    public required string Schema { get; init; }

    /// <summary>The short name: lower-case letters, digits and hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>What a person calls it, in English and Chinese.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>The give-away: money, packets, entrants and instants.</summary>
    public required CampaignScenario Campaign { get; init; }

    /// <summary>The authorised operators (运营机构) and how winners choose among them.</summary>
    public required ImmutableArray<OperatorScenario> Operators { get; init; }

    /// <summary>The designated merchants (指定商户).</summary>
    public required MerchantScenario Merchants { get; init; }

    /// <summary>The wallets (钱包) that winners open.</summary>
    public required WalletScenario Wallets { get; init; }

    /// <summary>How winners claim and spend.</summary>
    public required BehaviourScenario Behaviour { get; init; }

    /// <summary>Purses and offline payment beside the campaign; <c>null</c> for none.</summary>
    public OfflineScenario? Offline { get; init; }

    /// <summary>Published figures by metric name; metrics without one are absent.</summary>
    public required ImmutableSortedDictionary<string, PublishedFigure> Published { get; init; }

    /// <summary>Where each field's value comes from, by its path in the scenario (<c>campaign.applicants</c>, <c>campaign.packets[0].count</c>).
    /// A path also speaks for everything below it that has no entry of its own.</summary>
    /// <remarks>A copy made by <c>with</c> keeps these marks, also of what it changes. Change values by <c>ScenarioReader.Check(scenario, "path=value")</c>, which
    /// marks them as assumed, "set by the user", or give them their marks here.</remarks>
    public required ImmutableSortedDictionary<string, Provenance> Provenance { get; init; }
}
