using DcepSim.Comparisons;

namespace DcepSim.Web.Report;

/// <summary>The page of a comparison: paired differences against the first design.</summary>
internal static class ComparisonPage
{
    public static StudyPage Of(CampaignComparison study, StudySentences say)
    {
        var baseline = study.Designs[0];
        return new(
            say.Fill("CompareTitle", say.Scenarios),
            say.Fill("CompareQuestion", string.Join(", ", study.Designs.Skip(1).Select(design => design.Label)), baseline.Label),
            string.Join(' ', study.Designs.Skip(1).Select(design => DifferenceText.AnswerOf(design, say))),
            say.Audit,
            [say.Words["ComparePaired"], say.Words["UnknownExtra"], say.Words["UnknownForecast"]],
            DifferenceText.Figures(study.Designs, say),
            [.. study.Designs.Skip(1).Select(design => DifferenceText.ChartOf(design, baseline, say))],
            say.Footer);
    }
}
