using System.Collections.Immutable;
using DcepSim.Simulation.Agents;
using DcepSim.Simulation.Scenarios;
using DcepSim.Wallets;
using NodaTime;

namespace DcepSim.Simulation;

/// <summary>
/// A scenario made ready to run: its instants, and its behaviour as integer tables.
/// </summary>
/// <remarks>Immutable; one model serves any number of runs on any number of threads. Building it takes some ten milliseconds.</remarks>
public sealed class CampaignModel
{
    /// <summary>Makes a scenario ready.</summary>
    /// <param name="scenario">A scenario without faults: what the reader of scenario files lets through.</param>
    /// <exception cref="ArgumentException">The scenario's limit set is unknown, or a value is outside its range.</exception>
    public CampaignModel(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        Scenario = scenario;
        Limits = LimitSet.Find(scenario.Wallets.LimitSet)
            ?? throw new ArgumentException($"There is no set of limits called '{scenario.Wallets.LimitSet}'.", nameof(scenario));
        FunderOperator = IndexOf(scenario.Operators, scenario.Campaign.FunderOperator);
        Behaviour = new BehaviourTables(scenario);

        var zone = DateTimeZoneProviders.Tzdb["Asia/Shanghai"];
        ClaimOpens = scenario.Campaign.ClaimOpens.InZoneStrictly(zone).ToInstant();
        SpendOpens = scenario.Campaign.SpendOpens.InZoneStrictly(zone).ToInstant();
        SpendCloses = scenario.Campaign.SpendCloses.InZoneStrictly(zone).ToInstant();
        DrawAt = scenario.Campaign.DrawAt.InZoneStrictly(zone).ToInstant();
        Tables = Behaviour.Fingerprints();
    }

    /// <summary>What is simulated.</summary>
    public Scenario Scenario { get; }

    /// <summary>The identities of the sampling tables, for the manifest.</summary>
    public ImmutableArray<TableFingerprint> Tables { get; }

    internal BehaviourTables Behaviour { get; }

    internal LimitSet Limits { get; }

    internal int FunderOperator { get; }

    internal Instant DrawAt { get; }

    internal Instant ClaimOpens { get; }

    internal Instant SpendOpens { get; }

    internal Instant SpendCloses { get; }

    /// <summary>Merchants in store, then online platforms.</summary>
    internal int MerchantCount => Scenario.Merchants.Count + Scenario.Merchants.OnlinePlatforms.Length;

    internal int PacketCount => Scenario.Campaign.Packets.Sum(packet => packet.Count);

    /// <summary>The packet of a place in the draw: faces in the scenario's order.</summary>
    internal Amount FaceOf(int place)
    {
        foreach (var packet in Scenario.Campaign.Packets)
        {
            if (place < packet.Count)
                return packet.Face;
            place -= packet.Count;
        }

        throw new ArgumentOutOfRangeException(nameof(place), place, "There are not that many packets.");
    }

    private static int IndexOf(ImmutableArray<OperatorScenario> operators, string id)
    {
        for (var index = 0; index < operators.Length; index++)
        {
            if (operators[index].Id == id)
                return index;
        }

        throw new ArgumentException($"The funder's operator '{id}' is not among the scenario's operators.", nameof(id));
    }
}
