using System.Collections.Immutable;
using DcepSim.Campaigns;
using DcepSim.Simulation.Agents;
using DcepSim.Simulation.Mechanisms;
using DcepSim.Simulation.Purses;
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
    private readonly Amount _firstFace;
    private readonly int _placesOfFirstFace;

    /// <summary>Makes a scenario ready.</summary>
    /// <param name="scenario">A scenario without faults: what the reader of scenario files lets through.</param>
    /// <param name="similar">A model whose tables are taken over where the two scenarios say the same, to save time; it changes nothing else.</param>
    /// <exception cref="ArgumentException">The scenario's limit set is unknown, or a value is outside its range.</exception>
    public CampaignModel(Scenario scenario, CampaignModel? similar = null)
        : this(scenario, similar, MechanismTables.AreNeededBy(scenario ?? throw new ArgumentNullException(nameof(scenario))))
    {
    }

    private CampaignModel(Scenario scenario, CampaignModel? similar, bool hasMechanisms)
    {
        Scenario = scenario;
        Terms = ScenarioTerms.Of(scenario);
        (_placesOfFirstFace, _firstFace) = (Terms.Draw.Prizes[0].Places, Terms.Draw.Prizes[0].Face);
        Limits = LimitSet.Find(scenario.Wallets.LimitSet)
            ?? throw new ArgumentException($"There is no set of limits called '{scenario.Wallets.LimitSet}'.", nameof(scenario));
        FunderOperator = IndexOf(scenario.Operators, scenario.Campaign.FunderOperator);
        Behaviour = new BehaviourTables(scenario, similar?.Behaviour);
        Mechanisms = hasMechanisms ? new MechanismTables(scenario, Behaviour) : null;
        Purses = scenario.Offline is null ? null : new PurseModel(scenario);
        Registration = scenario.Behaviour.Registration is { } registration ? new RegistrationCourse(scenario.Campaign, registration) : null;
        Tables = [.. Behaviour.Fingerprints(), .. Mechanisms is null ? Array.Empty<TableFingerprint>() : [Mechanisms.Fingerprint], .. Purses is null ? Array.Empty<TableFingerprint>() : [Purses.Table],
            .. Registration is null ? Array.Empty<TableFingerprint>() : [new(Registration.Hours.Name, Registration.Hours.Fingerprint)]];
    }

    /// <summary>What is simulated.</summary>
    public Scenario Scenario { get; }

    /// <summary>The campaign's rules and instants.</summary>
    public CampaignTerms Terms { get; }

    /// <summary>The identities of the sampling tables, for the manifest.</summary>
    public ImmutableArray<TableFingerprint> Tables { get; }

    /// <summary>Whether the campaign is more than plain packets by lottery.</summary>
    public bool HasMechanisms => Mechanisms is not null;

    /// <summary>Where people begin to behave otherwise; <c>null</c> unless set: nowhere.</summary>
    public CampaignBranch? Branch { get; private init; }

    /// <summary>The purses beside the campaign; <c>null</c> for none.</summary>
    public PurseModel? Purses { get; }

    /// <summary>The same campaign, in which people behave as another scenario says from an instant on. Where they go on as they did, the run is
    /// the same as without.</summary>
    /// <param name="at">The instant; what comes before it is the same as without a branch.</param>
    /// <param name="after">Whose behaviour holds from then on; its rules are not looked at.</param>
    /// <exception cref="ArgumentException">A value of <paramref name="after"/> is outside its range.</exception>
    public CampaignModel BranchedAt(Instant at, Scenario after)
    {
        ArgumentNullException.ThrowIfNull(after);
        var hasMechanisms = HasMechanisms || MechanismTables.AreNeededBy(after); // one program runs both parts
        return new(Scenario, this, hasMechanisms) { Branch = new(at, new CampaignModel(after, this, hasMechanisms)) };
    }

    internal BehaviourTables Behaviour { get; }

    /// <summary>What a campaign of more than one lottery of plain packets needs; null for that one.</summary>
    internal MechanismTables? Mechanisms { get; }

    /// <summary>When applicants register; null where the scenario only says how many.</summary>
    internal RegistrationCourse? Registration { get; }

    internal LimitSet Limits { get; }

    internal int FunderOperator { get; }

    /// <summary>Merchants in store, then online platforms.</summary>
    internal int MerchantCount => Scenario.Merchants.Count + Scenario.Merchants.OnlinePlatforms.Length;

    /// <summary>The packet of a place in the draw: faces in the scenario's order.</summary>
    internal Amount FaceOf(int place) => unchecked((uint)place < (uint)_placesOfFirstFace) ? _firstFace : LaterFaceOf(place);

    /// <summary>The packets of places in the draw that follow one another, in fen.</summary>
    internal void CopyFaces(int first, Span<long> facesFen)
    {
        foreach (var prize in Terms.Draw.Prizes)
        {
            var here = Math.Clamp(prize.Places - first, 0, facesFen.Length);
            facesFen[..here].Fill(prize.Face.Fen);
            facesFen = facesFen[here..];
            first = Math.Max(0, first - prize.Places);
        }
    }

    private Amount LaterFaceOf(int place)
    {
        foreach (var prize in Terms.Draw.Prizes)
        {
            if (place < prize.Places)
                return prize.Face;
            place -= prize.Places;
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
