using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using DcepSim.Campaigns;
using DcepSim.Simulation.Agents;
using DcepSim.Simulation.Scenarios;
using DcepSim.Simulation.Timeline;
using DcepSim.Statistics.Sampling;
using NodaTime;

namespace DcepSim.Simulation.Mechanisms;

/// <summary>What a campaign with mechanisms needs beside <see cref="BehaviourTables"/>: its rounds, its map of merchants, its chances.</summary>
/// <remarks>Immutable.</remarks>
internal sealed class MechanismTables
{
    private const double MillisecondsPerHour = 3_600_000;
    private const int Millionths = 1_000_000;

    public MechanismTables(Scenario scenario, BehaviourTables behaviour)
    {
        var campaign = scenario.Campaign;
        Packages = Package.Of(campaign);
        Map = new MerchantMap(scenario, behaviour);
        var times = campaign.Rounds.Insert(0, new RoundScenario(campaign.ClaimOpens, campaign.SpendOpens, campaign.SpendCloses, 1));
        Rounds = [.. times.Select(round => PlanOf(scenario, round, behaviour))];
        Calendar = campaign.Rounds.IsEmpty
            ? behaviour.Calendar
            : new ShoppingCalendar(campaign.SpendOpens, times.Max(round => round.SpendCloses), scenario.Behaviour.Occasions);
        SpendLeadMs = Rounds[0].SpendOpensMs;
        Refunds = Chance.Of(scenario.Behaviour.Refunds.Share);
        RefundDelayMeanMs = (long)(scenario.Behaviour.Refunds.MeanDelayHours * MillisecondsPerHour);
        NearHome = Chance.Of(scenario.Behaviour.HomeDistrictShare);
        Steers = Chance.Of(scenario.Behaviour.Steering);
        PushesSubWallet = Chance.Of(scenario.Wallets.SubWallets?.Share ?? 0);
        ArrivalMeanMs = (long)(campaign.Distribution.ArrivalMeanSeconds * 1000);
        DiscountMillionths = [.. campaign.Packets.Select(packet => (int)Math.Round(packet.DiscountRate * Millionths))];
        Strata = campaign.Strata.IsEmpty
            ? null
            : DiscreteTable.FromWeights([.. campaign.Strata.Select(stratum => stratum.Share), Math.Max(0, 1 - campaign.Strata.Sum(stratum => stratum.Share))], "strata");
        Fingerprint = new TableFingerprint("mechanisms", FingerprintOf());
    }

    /// <summary>The rounds, the campaign's own first.</summary>
    public ImmutableArray<RoundPlan> Rounds { get; }

    /// <summary>What is given away, by first rows.</summary>
    public ImmutableArray<Package> Packages { get; }

    /// <summary>How many packets the package has that begins with a row.</summary>
    public int PacketsWith(int firstRow) => Packages.First(package => package.First == firstRow).Packets;

    /// <summary>From the first spend window's opening to the end of the last.</summary>
    public ShoppingCalendar Calendar { get; }

    /// <summary>From the opening of the first claims to that of the first spend window.</summary>
    public long SpendLeadMs { get; }

    public MerchantMap Map { get; }

    public Chance Refunds { get; }

    public long RefundDelayMeanMs { get; }

    public Chance NearHome { get; }

    public Chance Steers { get; }

    public Chance PushesSubWallet { get; }

    public long ArrivalMeanMs { get; }

    /// <summary>What merchants take off for a holder, by row.</summary>
    public ImmutableArray<int> DiscountMillionths { get; }

    /// <summary>The stratum of an applicant, the last number for none; null where there are no strata.</summary>
    public DiscreteTable? Strata { get; }

    public TableFingerprint Fingerprint { get; }

    /// <summary>Whether a scenario says anything beyond one lottery of plain packets.</summary>
    public static bool AreNeededBy(Scenario scenario)
    {
        var campaign = scenario.Campaign;
        return campaign.Distribution.Method != DistributionMethod.Lottery
            || !campaign.Strata.IsEmpty || campaign.Stacking != StackingScenario.One || campaign.Limits != UseLimitScenario.None
            || campaign.Unspent != UnspentRule.ReturnToFunder || !campaign.Rounds.IsEmpty
            || !scenario.Merchants.Categories.IsEmpty || !scenario.Merchants.Districts.IsEmpty
            || scenario.Wallets.SubWallets is not null || scenario.Behaviour.Refunds.Share > 0
            || campaign.Packets.Any(IsMoreThanPlain);
    }

    private static bool IsMoreThanPlain(PacketScenario packet) =>
        packet.Package.Length > 0 || packet.Copies != 1 || packet.Amounts != PacketAmounts.Equal || !packet.Threshold.IsZero || packet.Stratum.Length > 0
        || packet.Channels != PacketChannels.All || packet.DiscountRate > 0 || !packet.MerchantCoupon.IsZero;

    private static RoundPlan PlanOf(Scenario scenario, RoundScenario round, BehaviourTables behaviour)
    {
        var campaign = scenario.Campaign;
        var claim = scenario.Behaviour.Claim;
        var start = ShanghaiTime.At(campaign.ClaimOpens);
        var (opens, closes) = (ShanghaiTime.At(round.SpendOpens), ShanghaiTime.At(round.SpendCloses));
        var claimMs = MillisecondsFrom(start, ShanghaiTime.At(round.ClaimOpens));
        var closesMs = MillisecondsFrom(start, closes);
        var lapse = Math.Exp(claim.LapseIntercept + (claim.LapseWindowSlope * Math.Log((closes - opens).TotalHours)));
        return new(
            claimMs,
            MillisecondsFrom(start, opens),
            closesMs,
            SpendWindow.Between(opens, closes),
            [.. campaign.Packets.Select(round.CountOf)],
            Chance.Of(Math.Clamp(1 - lapse, 0, 1)),
            new ClaimDelay(closesMs - claimMs, behaviour.ClaimDelayMeanMs));
    }

    private static long MillisecondsFrom(Instant start, Instant instant) => (long)(instant - start).TotalMilliseconds;

    private string FingerprintOf()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var chance in (Chance[])[Refunds, NearHome, Steers, PushesSubWallet, .. Rounds.Select(round => round.Claims)])
            chance.AppendTo(hash);
        Strata?.AppendTo(hash);
        hash.AppendData(MemoryMarshal.AsBytes<long>([RefundDelayMeanMs, ArrivalMeanMs, .. DiscountMillionths, .. Calendar.Integers, .. Map.Integers]));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
