using System.Globalization;
using DcepSim.Branches;

namespace DcepSim.Web.Report;

/// <summary>The page of a branching: the same past, other futures, as paired differences.</summary>
internal static class BranchPage
{
    public static StudyPage Of(CampaignBranching study, StudySentences say)
    {
        var unchanged = study.Branches[0];
        var variants = study.Branches.Skip(1).ToList();
        return new(
            say.Fill("BranchTitle", say.Scenarios),
            say.Fill("BranchQuestion", study.At.ToString("uuuu-MM-dd HH:mm", CultureInfo.InvariantCulture), string.Join("; ", study.Variants.Select(variant => $"{variant.Name} ({string.Join(", ", variant.Settings)})"))),
            string.Join(' ', variants.Select(branch => DifferenceText.AnswerOf(branch, say))),
            say.Audit,
            [say.Fill("BranchPast", say.Numbers.Count(study.Pasts.Length)), say.Words["ComparePaired"], say.Words["UnknownExtra"], say.Words["UnknownForecast"]],
            DifferenceText.Figures(study.Branches, say),
            [.. variants.Select(branch => DifferenceText.ChartOf(branch, unchanged, say))],
            say.Footer);
    }
}
