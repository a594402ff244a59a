using System.Globalization;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Scenarios;

// What the mechanisms of a campaign say to each other.
internal sealed partial class ScenarioRules
{
    private const int ScopesMax = 64; // sets of designated merchants that one ledger tells apart

    private void MechanismsFitTogether()
    {
        ForEach("campaign.packets", PackageIsSound);
        ForEach("campaign.packets", CountIsSaidOnce);
        IdsAreDistinct("campaign.strata");
        IdsAreDistinct("merchants.categories");
        IdsAreDistinct("merchants.districts");
        SharesSumToAtMostOne("campaign.strata");
        SharesSumToOne("merchants.categories", ".share");
        SharesSumToOne("merchants.districts", ".merchantShare");
        SharesSumToOne("merchants.districts", ".personShare");
        RoundsFollowEachOther();
        EveryoneIsEveryone();
        LowIsBelowHigh("behaviour.extraSpending.propensity", ExtraSpendingScenario.Assumed.PropensityLow, ExtraSpendingScenario.Assumed.PropensityHigh);
        LowIsBelowHigh("behaviour.extraSpending.coupon", ExtraSpendingScenario.Assumed.CouponLow, ExtraSpendingScenario.Assumed.CouponHigh);
        if (values.Has("wallets.subWallets.share") && values.Count("merchants.onlinePlatforms") == 0)
            Fault("wallets.subWallets", "are pushed to online platforms, and merchants.onlinePlatforms is empty; allowed: with at least one platform");
        if (values.Count("campaign.packets") + values.Count("merchants.onlinePlatforms") > ScopesMax)
            Fault("campaign.packets", string.Create(CultureInfo.InvariantCulture, $"are {values.Count("campaign.packets")} rows with {values.Count("merchants.onlinePlatforms")} platforms; allowed: up to {ScopesMax} together"));
    }

    private void PackageIsSound(string path)
    {
        var face = Money(path + ".faceYuan");
        var isRandom = values.TryGet<string>(path + ".amounts", out var amounts) && amounts == ScenarioNames.Of(PacketAmounts.Random);
        var coupon = Money(path + ".merchantCouponYuan");
        values.TryGet<double>(path + ".discountRate", out var discount);
        if (face is { Fen: < 100 } && (!face.Value.IsZero || isRandom || (discount == 0 && coupon is not { Fen: > 0 })))
            Fault(path + ".faceYuan", $"{Yuan(face.Value.Fen)} is below 1 yuan; allowed: from 1 yuan, or 0 for a package that is a discount or a merchants' coupon alone");
        if (Money(path + ".thresholdYuan") is { Fen: > 0 } threshold)
        {
            if (threshold < face)
                Fault(path + ".thresholdYuan", $"{Yuan(threshold.Fen)} is below the face ({Yuan(face!.Value.Fen)}); allowed: at least the face, or 0");
            if (isRandom)
                Fault(path + ".thresholdYuan", "stands beside random amounts; allowed: equal amounts, or no threshold");
        }

        if (coupon is { Fen: > 0 } && Money(path + ".merchantCouponThresholdYuan") is { Fen: > 0 } least && least < coupon)
            Fault(path + ".merchantCouponThresholdYuan", $"{Yuan(least.Fen)} is below the merchants' coupon ({Yuan(coupon.Value.Fen)}); allowed: at least the coupon, or 0");
        if (values.TryGet<string>(path + ".stratum", out var stratum))
            IsKnown(path + ".stratum", stratum, "campaign.strata");
        AreKnown(path + ".categories", "merchants.categories");
        AreKnown(path + ".districts", "merchants.districts");
        if (values.TryGet<string>(path + ".channels", out var channels) && channels == ScenarioNames.Of(PacketChannels.Online) && values.Count("merchants.onlinePlatforms") == 0)
            Fault(path + ".channels", "is online, and merchants.onlinePlatforms is empty; allowed: with at least one platform");
    }

    private void CountIsSaidOnce(string path)
    {
        var first = FirstRowOf(path);
        var isGiven = values.TryGet<long>(path + ".count", out var count);
        if (path == first)
        {
            if (!isGiven && !values.FieldPaths.Contains(path + ".count"))
                Fault(path + ".count", "is missing: how many packets bear it. Allowed: a whole number from 1 to 100000000, left out only in the further rows of a package");
            return;
        }

        if (isGiven && values.TryGet<long>(first + ".count", out var firstCount) && count != firstCount)
            Fault(path + ".count", string.Create(CultureInfo.InvariantCulture, $"{count} is not that of {first}, the first row of its package ({firstCount}); allowed: the same, or left out"));
        if (values.TryGet<string>(path + ".stratum", out var stratum) && !(values.TryGet<string>(first + ".stratum", out var firstStratum) && stratum == firstStratum))
            Fault(path + ".stratum", $"\"{stratum}\" is not that of {first}, the first row of its package; allowed: the same, or left out");
    }

    // The path of the row that a row's package begins with: its own where it is a package by itself.
    private string FirstRowOf(string path)
    {
        var first = path;
        if (!values.TryGet<string>(path + ".package", out var package))
            return first;
        for (var index = values.Count("campaign.packets") - 1; index >= 0; index--)
        {
            var row = ScenarioValues.ItemPath("campaign.packets", index);
            if (values.TryGet<string>(row + ".package", out var name) && name == package)
                first = row;
        }

        return first;
    }

    private void ForEachPackage(Action<string> visit) => ForEach("campaign.packets", path =>
    {
        if (FirstRowOf(path) == path)
            visit(path);
    });

    private void RoundsFollowEachOther()
    {
        var (earlier, opens) = ("campaign.claimOpens", "campaign.spendOpens");
        ForEach("campaign.rounds", path =>
        {
            InOrder(earlier, path + ".claimOpens", strictly: true);
            InOrder(path + ".claimOpens", path + ".spendOpens", strictly: false);
            InOrder(path + ".spendOpens", path + ".spendCloses", strictly: true);
            earlier = path + ".claimOpens";
            if (Time(opens, out var first) && Time(path + ".spendCloses", out var last) && HoursBetween(first, last) > LongestWindow.TotalHours)
                Fault(path + ".spendCloses", $"is more than {LongestWindow.Days} days after campaign.spendOpens; allowed: a campaign of up to {LongestWindow.Days} days");
            Int128 count = 0;
            values.TryGet<double>(path + ".countShare", out var share);
            ForEachPackage(row => count += values.TryGet<long>(row + ".count", out var packets) ? (long)Math.Floor(packets * share) : 0);
            if (values.TryGet<long>("campaign.applicants", out var applicants) && count > applicants)
                Fault(path + ".countShare", string.Create(CultureInfo.InvariantCulture, $"gives {count} packets, more than campaign.applicants ({applicants}); allowed: up to one an applicant"));
        });
    }

    private void EveryoneIsEveryone()
    {
        if (!values.TryGet<string>("campaign.distribution.method", out var method) || method != ScenarioNames.Of(DistributionMethod.Everyone))
            return;
        long count = 0;
        ForEachPackage(path => count += values.TryGet<long>(path + ".count", out var packets) ? packets : 0);
        if (values.TryGet<long>("campaign.applicants", out var applicants) && count != applicants)
            Fault("campaign.distribution.method", string.Create(CultureInfo.InvariantCulture, $"gives every applicant one, and there are {applicants} applicants for {count} packets; allowed: as many packets as applicants"));
    }

    private void LowIsBelowHigh(string path, double lowAssumed, double highAssumed)
    {
        var low = values.TryGet<double>(path + "Low", out var givenLow) ? givenLow : lowAssumed;
        var high = values.TryGet<double>(path + "High", out var givenHigh) ? givenHigh : highAssumed;
        if (low > high && values.FieldPaths.Contains("behaviour.extraSpending"))
            Fault(path + "Low", string.Create(CultureInfo.InvariantCulture, $"{low} is above {path}High ({high}); allowed: up to it"));
    }

    private void IdsAreDistinct(string sequence)
    {
        var seen = new Dictionary<string, string>();
        ForEach(sequence, path =>
        {
            if (values.TryGet<string>(path + ".id", out var id) && !seen.TryAdd(id, path))
                Fault(path + ".id", $"\"{id}\" is also the id of {seen[id]}; allowed: an id of its own");
        });
    }

    private void SharesSumToAtMostOne(string path)
    {
        if (Numbers(path, ".share") is { } shares && shares.Sum() > 1 + ShareTolerance)
            Fault(path, string.Create(CultureInfo.InvariantCulture, $"have shares that sum to {shares.Sum():0.############}; allowed: at most 1"));
    }

    private void AreKnown(string path, string sequence)
    {
        ForEach(path, item =>
        {
            if (values.TryGet<string>(item, out var id))
                IsKnown(item, id, sequence);
        });
    }

    private void IsKnown(string path, string id, string sequence)
    {
        var ids = new List<string>();
        ForEach(sequence, item => ids.Add(values.TryGet<string>(item + ".id", out var known) ? known : ""));
        if (!ids.Contains(id))
            Fault(path, $"\"{id}\" is not in {sequence}{NearestName.Hint(id, ids)}; allowed: {(ids.Count == 0 ? "nothing, it is empty" : string.Join(", ", ids))}");
    }

    private long CopiesOf(string path) => values.TryGet<long>(path + ".copies", out var copies) ? copies : 1;

    private Int128 PacketsInAllRounds(long inFirst)
    {
        Int128 count = inFirst;
        ForEach("campaign.rounds", path => count += values.TryGet<double>(path + ".countShare", out var share) ? (long)Math.Floor(inFirst * share) : 0);
        return count;
    }

    private Amount? Money(string path) => values.TryGet<Amount>(path, out var amount) ? amount : null;

    private void ForEach(string sequence, Action<string> visit)
    {
        for (var index = 0; index < values.Count(sequence); index++)
            visit(ScenarioValues.ItemPath(sequence, index));
    }
}
