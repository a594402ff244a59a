using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using DcepSim.Simulation.Scenarios;
using DcepSim.Simulation.Timeline;
using DcepSim.Statistics.Sampling;

namespace DcepSim.Simulation.Agents;

/// <summary>
/// A scenario's behaviour as tables of integers, built once. Lives are drawn from these alone, so that a life is the same on every system
/// whose tables have the same fingerprints.
/// </summary>
internal sealed class BehaviourTables
{
    /// <summary>Binary digits of a unit-mean gap between occasions and of a person's rate.</summary>
    public const int UnitBits = 32;

    private const double HoursPerDay = 24;
    private const double MillisecondsPerHour = 3_600_000;

    private readonly Scenario _scenario;

    /// <param name="scenario">Whose behaviour.</param>
    /// <param name="similar">Tables that are taken over where the two scenarios say the same: building them takes most of the time.</param>
    public BehaviourTables(Scenario scenario, BehaviourTables? similar = null)
    {
        _scenario = scenario;
        var campaign = scenario.Campaign;
        var behaviour = scenario.Behaviour;
        var occasions = behaviour.Occasions;
        Calendar = new ShoppingCalendar(campaign.SpendOpens, campaign.SpendCloses, occasions);

        var windowHours = Calendar.LengthMs / MillisecondsPerHour;
        Claims = Chance.Of(1 - Math.Exp(behaviour.Claim.LapseIntercept + behaviour.Claim.LapseWindowSlope * Math.Log(windowHours)));
        ClaimDelayMeanMs = (long)(behaviour.Claim.MeanDelayHours * MillisecondsPerHour);
        ReadinessMeanMs = (long)(occasions.ReadinessMeanHours * MillisecondsPerHour);
        DoubleOffline = Chance.Of(behaviour.DoubleOfflineShare);
        TopsUp = Chance.Of(behaviour.OwnMoney.TopUpProbability);

        UnitGap = similar?.UnitGap ?? QuantileTable.From(QuantileFunction.Exponential(1), UnitBits, "unit gap");
        PersonRate = Same(similar, of => of.Behaviour.Occasions.HeterogeneityShape)?.PersonRate
            ?? QuantileTable.From(QuantileFunction.Gamma(occasions.HeterogeneityShape, 1), UnitBits, "person rate");
        BasketFen = Same(similar, of => of.Behaviour.Basket)?.BasketFen
            ?? QuantileTable.From(QuantileFunction.LogNormal(Math.Log(behaviour.Basket.MedianYuan * 100), behaviour.Basket.Sigma), 0, "basket");
        Popularity = Same(similar, of => (of.Merchants.Count, of.Merchants.PopularityExponent))?.Popularity
            ?? DiscreteTable.Zipf(scenario.Merchants.Count, scenario.Merchants.PopularityExponent, "merchant popularity");
        Channels = ChannelsOf(scenario.Merchants.OnlinePlatforms);
        Operators = DiscreteTable.FromWeights(scenario.Operators.Select(o => o.Share).ToArray(), "operators");
        Tiers = DiscreteTable.FromWeights(scenario.Wallets.TierShares.AsSpan(), "tiers");

        var reach = Math.Pow((double)scenario.Merchants.Count / occasions.ReferenceMerchants, occasions.ReachElasticity);
        MeanGapUnits = (long)(HoursPerDay * MillisecondsPerHour * ShoppingCalendar.UnitsPerMillisecond / (occasions.PerDay * reach));
    }

    public ShoppingCalendar Calendar { get; }

    public Chance Claims { get; }

    public Chance TopsUp { get; }

    public Chance DoubleOffline { get; }

    public long ClaimDelayMeanMs { get; }

    /// <summary>Mean of the time before shopping begins; zero for at once.</summary>
    public long ReadinessMeanMs { get; }

    /// <summary>Mean gap between the occasions of a person of rate 1, in units of shopping time.</summary>
    public long MeanGapUnits { get; }

    public QuantileTable UnitGap { get; }

    /// <summary>How long somebody waits before shopping begins.</summary>
    public long ReadinessMs(ulong word) => ReadinessMeanMs == 0 ? 0 : (long)UInt128.Min((UInt128)(ulong)UnitGap.Draw(word) * (ulong)ReadinessMeanMs >> UnitBits, long.MaxValue / 4);

    public QuantileTable PersonRate { get; }

    public QuantileTable BasketFen { get; }

    public DiscreteTable Popularity { get; }

    /// <summary>In store (0) or which online platform (from 1); null where there is none.</summary>
    public DiscreteTable? Channels { get; }

    public DiscreteTable Operators { get; }

    public DiscreteTable Tiers { get; }

    public ImmutableArray<TableFingerprint> Fingerprints() =>
    [
        new(UnitGap.Name, UnitGap.Fingerprint),
        new(PersonRate.Name, PersonRate.Fingerprint),
        new(BasketFen.Name, BasketFen.Fingerprint),
        new(Popularity.Name, Popularity.Fingerprint),
        new(Operators.Name, Operators.Fingerprint),
        new(Tiers.Name, Tiers.Fingerprint),
        new("chances, gaps and calendar", ScalarFingerprint()),
    ];

    private BehaviourTables? Same<T>(BehaviourTables? similar, Func<Scenario, T> part) =>
        similar is not null && EqualityComparer<T>.Default.Equals(part(similar._scenario), part(_scenario)) ? similar : null;

    private static DiscreteTable? ChannelsOf(ImmutableArray<PlatformScenario> platforms) => platforms.IsEmpty
        ? null
        : DiscreteTable.FromWeights([Math.Max(0, 1 - platforms.Sum(platform => platform.Share)), .. platforms.Select(platform => platform.Share)], "channels");

    private string ScalarFingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Claims.AppendTo(hash);
        DoubleOffline.AppendTo(hash);
        Channels?.AppendTo(hash);
        TopsUp.AppendTo(hash);
        hash.AppendData(MemoryMarshal.AsBytes<long>([ClaimDelayMeanMs, MeanGapUnits, .. Calendar.Integers]));
        if (ReadinessMeanMs > 0)
            hash.AppendData(MemoryMarshal.AsBytes<long>([ReadinessMeanMs])); // said only where it holds, so that other tables keep their fingerprint
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
