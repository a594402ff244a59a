using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;
using NodaTime;

namespace DcepSim.Branches;

/// <summary>What may change midway.</summary>
internal static class BranchRules
{
    private static readonly string[] Behavioural = ["behaviour.", "merchants.onlinePlatforms[", "merchants.popularityExponent"];

    public static DateTimeZone Zone { get; } = DateTimeZoneProviders.Tzdb["Asia/Shanghai"];

    /// <exception cref="ScenarioException">All faults: the instant, names, and fields that would change the past.</exception>
    public static void Require(Scenario trunk, LocalDateTime at, IReadOnlyList<BranchVariant> variants)
    {
        var faults = new List<ScenarioFault>();
        var closes = trunk.Campaign.Rounds.Select(round => round.SpendCloses).Append(trunk.Campaign.SpendCloses).Max();
        if (at <= trunk.Campaign.ClaimOpens || at >= closes)
            faults.Add(new("--at", $"{CampaignBranching.Text(at)} is outside the campaign; allowed: after {CampaignBranching.Text(trunk.Campaign.ClaimOpens)} and before {CampaignBranching.Text(closes)}"));
        faults.AddRange(variants.CountBy(variant => variant.Name).Where(count => count.Value > 1).Select(count => new ScenarioFault(count.Key, "names two variants")));
        faults.AddRange(variants.Where(variant => variant.Name == trunk.Name).Select(variant => new ScenarioFault(variant.Name, "is the name of the campaign as it was going to be; allowed: another name")));
        foreach (var variant in variants)
        {
            var varied = ScenarioReader.Check(trunk, variant.Settings);
            foreach (var setting in variant.Settings)
            {
                var path = setting.Split('=')[0].Trim();
                if (path.StartsWith("behaviour.extraSpending", StringComparison.Ordinal))
                    faults.Add(new(path, $"is what is believed of the whole campaign, not what people do from an instant on in variant \"{variant.Name}\"; allowed: other fields of behaviour"));
                if (path.StartsWith("behaviour.registration", StringComparison.Ordinal))
                    faults.Add(new(path, $"would change the past of variant \"{variant.Name}\": registration is over before anybody claims; allowed: other fields of behaviour"));
                if (!Behavioural.Any(start => path.StartsWith(start, StringComparison.Ordinal)) || path.EndsWith("name", StringComparison.Ordinal))
                    faults.Add(new(path, $"would change the past of variant \"{variant.Name}\": rules, packets, operators and merchants are settled before the instant; allowed: fields of behaviour"));
            }

            if (varied.Merchants.OnlinePlatforms.Length != trunk.Merchants.OnlinePlatforms.Length)
                faults.Add(new("merchants.onlinePlatforms", $"would change the past of variant \"{variant.Name}\": platforms have accounts from the beginning"));
        }

        if (faults.Count > 0)
            throw new ScenarioException("branch", [.. faults]);
    }
}
