using System.Globalization;
using DcepSim.Simulation.Scenarios;
using DcepSim.Wallets;
using NodaTime;

namespace DcepSim.Scenarios;

/// <summary>What several fields of a scenario say to each other. Each rule looks only at values that are right by themselves.</summary>
internal sealed partial class ScenarioRules(ScenarioValues values, List<ScenarioFault> faults)
{
    private const double ShareTolerance = 1e-9;

    private static readonly Duration LongestWindow = Duration.FromDays(366);

    public static void Check(ScenarioValues values, List<ScenarioFault> faults)
    {
        var rules = new ScenarioRules(values, faults);
        rules.InstantsAreInOrder();
        rules.PacketsFitBudgetAndApplicants();
        rules.OperatorsAreDistinctAndShareTheCampaign();
        rules.PlatformsLeaveRoomForShops();
        rules.FunderIsServedByAnOperator();
        rules.WalletsCanHoldPackets();
        rules.MechanismsFitTogether();
        rules.LapseIsAProbability();
        rules.WeightsAreNotAllZero("behaviour.occasions.hourWeights");
        rules.WeightsAreNotAllZero("behaviour.occasions.weekdayWeights");
        OfflineRules.Check(values, faults);
        rules.ProvenanceSpeaksOfFields();
    }

    private static string Yuan(Int128 fen) => string.Create(CultureInfo.InvariantCulture, $"{fen / 100}.{(int)(fen % 100):00} yuan");

    private void Fault(string path, string message) => faults.Add(new(path, message));

    private void InstantsAreInOrder()
    {
        InOrder("campaign.registrationOpens", "campaign.registrationCloses", strictly: true);
        InOrder("campaign.registrationCloses", "campaign.drawAt", strictly: false);
        InOrder("campaign.drawAt", "campaign.claimOpens", strictly: false);
        InOrder("campaign.claimOpens", "campaign.spendOpens", strictly: false);
        InOrder("campaign.spendOpens", "campaign.spendCloses", strictly: true);
        if (Time("campaign.spendOpens", out var opens) && Time("campaign.spendCloses", out var closes) && HoursBetween(opens, closes) > LongestWindow.TotalHours)
            Fault("campaign.spendCloses", $"is more than {LongestWindow.Days} days after campaign.spendOpens ({ScenarioTime.Format(opens, false)}); allowed: a spend window of up to {LongestWindow.Days} days");
    }

    private void InOrder(string earlierPath, string laterPath, bool strictly)
    {
        if (!Time(earlierPath, out var earlier) || !Time(laterPath, out var later) || later > earlier || (!strictly && later == earlier))
            return;
        var relation = later == earlier ? "at the same time as" : "before";
        Fault(laterPath, $"{ScenarioTime.Format(later, IsEnd(laterPath))} is {relation} {earlierPath} ({ScenarioTime.Format(earlier, IsEnd(earlierPath))}); allowed: {(strictly ? "after it" : "at it or after")}");
    }

    private void PacketsFitBudgetAndApplicants()
    {
        Int128 fen = 0, count = 0;
        for (var index = 0; index < values.Count("campaign.packets"); index++)
        {
            var path = ScenarioValues.ItemPath("campaign.packets", index);
            var firstRow = FirstRowOf(path);
            if (!values.TryGet<long>(firstRow + ".count", out var packets))
                continue;
            count += path == firstRow ? packets : 0;
            if (values.TryGet<Amount>(path + ".faceYuan", out var face))
                fen += (Int128)face.Fen * CopiesOf(path) * PacketsInAllRounds(packets);
        }

        if (values.TryGet<Amount>("campaign.budgetYuan", out var budget) && fen > budget.Fen)
            Fault("campaign.packets", $"sum to {Yuan(fen)}, more than campaign.budgetYuan ({Yuan(budget.Fen)}); allowed: up to the budget");
        if (values.TryGet<long>("campaign.applicants", out var applicants) && count > applicants)
            Fault("campaign.packets", string.Create(CultureInfo.InvariantCulture, $"are {count}, more than campaign.applicants ({applicants}); allowed: up to one an applicant"));
    }

    private void OperatorsAreDistinctAndShareTheCampaign()
    {
        var seen = new Dictionary<string, int>();
        for (var index = 0; index < values.Count("operators"); index++)
        {
            var path = ScenarioValues.ItemPath("operators", index) + ".id";
            if (values.TryGet<string>(path, out var id) && !seen.TryAdd(id, index))
                Fault(path, $"\"{id}\" is also the id of operators[{seen[id]}]; allowed: an id of its own");
        }

        SharesSumToOne("operators", ".share");
        SharesSumToOne("wallets.tierShares", "");
    }

    private void SharesSumToOne(string path, string field)
    {
        var shares = Numbers(path, field);
        if (shares is not null && Math.Abs(shares.Sum() - 1) > ShareTolerance)
            Fault(path, string.Create(CultureInfo.InvariantCulture, $"have shares that sum to {shares.Sum():0.############}; allowed: 1 (within 1e-9)"));
    }

    private void PlatformsLeaveRoomForShops()
    {
        var sum = 0.0;
        for (var index = 0; index < values.Count("merchants.onlinePlatforms"); index++)
        {
            if (values.TryGet<double>(ScenarioValues.ItemPath("merchants.onlinePlatforms", index) + ".share", out var share))
                sum += share;
        }

        if (sum > 1 + ShareTolerance)
            Fault("merchants.onlinePlatforms", string.Create(CultureInfo.InvariantCulture, $"the shares sum to {sum:0.############}; allowed: at most 1"));
    }

    private void FunderIsServedByAnOperator()
    {
        if (!values.TryGet<string>("campaign.funderOperator", out var funder))
            return;

        var ids = new List<string>();
        for (var index = 0; index < values.Count("operators"); index++)
        {
            var path = ScenarioValues.ItemPath("operators", index) + ".id";
            if (!values.TryGet<string>(path, out var id))
                return;
            ids.Add(id);
        }

        if (ids.Count > 0 && !ids.Contains(funder))
            Fault("campaign.funderOperator", $"\"{funder}\" is not an operator of this scenario{NearestName.Hint(funder, ids)}; allowed: one of {string.Join(", ", ids)}");
    }

    private void WalletsCanHoldPackets()
    {
        if (!values.TryGet<string>("wallets.limitSet", out var name) || LimitSet.Find(name) is not { } limits || Numbers("wallets.tierShares", "") is not { Length: 4 } shares)
            return;

        for (var index = 0; index < values.Count("campaign.packets"); index++)
        {
            var path = ScenarioValues.ItemPath("campaign.packets", index) + ".faceYuan";
            if (!values.TryGet<Amount>(path, out var face))
                continue;
            var tight = Enum.GetValues<WalletTier>().Where(tier => tier != WalletTier.None && shares[(int)tier - 1] > 0 && limits.For(tier).Balance.Cap < face).ToList();
            if (tight.Count > 0)
                Fault(path, $"{Yuan(face.Fen)} is above the balance cap of a tier {tight[^1]} wallet in {name} ({Yuan(limits.For(tight[^1]).Balance.Cap!.Value.Fen)}); allowed: up to that cap, or no winners in that tier");
        }
    }

    private void LapseIsAProbability()
    {
        const string path = "behaviour.claim.lapseIntercept";
        if (!values.TryGet<double>(path, out var intercept)
            || !values.TryGet<double>("behaviour.claim.lapseWindowSlope", out var slope)
            || !Time("campaign.spendOpens", out var opens)
            || !Time("campaign.spendCloses", out var closes)
            || closes <= opens)
        {
            return;
        }

        var hours = HoursBetween(opens, closes);
        var lapse = Math.Exp(intercept + (slope * Math.Log(hours)));
        if (!(lapse <= 1))
            Fault(path, string.Create(CultureInfo.InvariantCulture, $"with behaviour.claim.lapseWindowSlope and a window of {hours} h gives a probability to lapse of {lapse:0.####}; allowed: 0 to 1"));
    }

    private void WeightsAreNotAllZero(string path)
    {
        if (Numbers(path, "") is { Length: > 0 } weights && weights.All(weight => weight == 0))
            Fault(path, "are all 0; allowed: at least one above 0");
    }

    private void ProvenanceSpeaksOfFields()
    {
        foreach (var path in values.Entries("provenance").Where(path => !values.FieldPaths.Contains(path) && !values.LeftOut.Contains(path)))
            Fault($"provenance.{path}", $"speaks of a field that is not in the scenario{NearestName.Hint(path, values.FieldPaths)}");
    }

    private double[]? Numbers(string path, string field)
    {
        var numbers = new double[values.Count(path)];
        for (var index = 0; index < numbers.Length; index++)
        {
            if (!values.TryGet(ScenarioValues.ItemPath(path, index) + field, out numbers[index]))
                return null;
        }

        return numbers.Length == 0 ? null : numbers;
    }

    private bool Time(string path, out LocalDateTime time) => values.TryGet(path, out time);

    private static bool IsEnd(string path) => path.EndsWith("Closes", StringComparison.Ordinal);

    private static double HoursBetween(LocalDateTime from, LocalDateTime until) => Period.Between(from, until, PeriodUnits.Seconds).Seconds / 3600.0;
}
