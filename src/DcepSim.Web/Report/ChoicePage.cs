using System.Globalization;
using DcepSim.Choices;
using DcepSim.Statistics.Estimation;
using DcepSim.Web.Charts;

namespace DcepSim.Web.Report;

/// <summary>The page of a choice among designs: what is left, how far the others are behind, and where the choice moves.</summary>
internal static class ChoicePage
{
    private const int DesignsDrawnMax = 24;

    public static StudyPage Of(CampaignChoice study, StudySentences say)
    {
        var objective = study.Objective.IsExtraSpending ? say.Words["ExtraSpending"] : say.NameOf(study.Objective.Metric);
        var left = study.Designs.Where(design => design.Fresh is not null).Take(DesignsDrawnMax).ToList();
        return new(
            say.Fill("OptimiseTitle", say.Scenarios),
            say.Fill(study.Objective.IsLeast ? "OptimiseLeast" : "OptimiseMost", objective, say.Numbers.Yuan(study.Budget.Fen), say.Numbers.Count(study.Designs.Length)),
            study.Winner is { } winner ? say.Fill("OptimiseWinner", winner, ValuesOf(study.Designs.Single(design => design.Number == winner))) : say.Fill("OptimiseNone", WhyNone(study, say)),
            say.AuditOf(RunsDone(study)),
            [
                say.Fill("OptimiseRule", say.Numbers.Percent(study.Options.Zone, 2), say.Numbers.Percent(study.Options.Probability)),
                say.Words[study.Objective.IsExtraSpending ? "OptimisePrior" : "UnknownExtra"],
                say.Fill("OptimiseOver", say.Numbers.Count(study.OverBudget)),
            ],
            Figures(study, objective, say),
            [.. new[] { Estimates(study, left, objective, say), Behind(study, left, say) }.Where(chart => chart.Points.Count > 0)],
            say.FooterOf("OptimiseFooter"));
    }

    private static long RunsDone(CampaignChoice study) => study.Designs.Sum(design => design.Runs + (long)(design.Fresh?.Runs ?? 0));

    private static string WhyNone(CampaignChoice study, StudySentences say) => study.Verdict switch
    {
        ChoiceVerdict.RunsUsedUp => say.Fill("OptimiseRunsUsedUp", say.Numbers.Count(study.Facts.Runs), say.Numbers.Count(study.Decisions[0].Left)),
        ChoiceVerdict.MovesWithinPrior => say.Fill("OptimiseMovesPrior", string.Join(say.Words["ListComma"], study.Decisions.Skip(1).Select(decision => decision.Selected).Where(other => other != study.Decisions[0].Selected).Distinct()
            .Select(other => other is { } number ? say.Fill("OptimiseDesign", number) : say.Words["OptimiseNoDesign"]))),
        _ => say.Fill("OptimiseMovesEnsemble", say.Numbers.Percent(1 - study.SetsAgreeing)),
    };

    private static string ValuesOf(ChoiceDesign design) => string.Join(", ", design.Values);

    private static string NameOf(ChoiceDesign design) => string.Create(CultureInfo.InvariantCulture, $"{design.Number}: {ValuesOf(design)}");

    private static StudyChart Estimates(CampaignChoice study, List<ChoiceDesign> left, string objective, StudySentences say) => ChartOf(
        study, left, design => design.Fresh, say.Assumed(objective, say.Words["OptimiseSummary"]), null, say);

    private static StudyChart Behind(CampaignChoice study, List<ChoiceDesign> left, StudySentences say) => ChartOf(
        study, [.. left.Where(design => design.BehindBest is not null)], design => design.BehindBest, say.Assumed(say.Words["BehindChart"], say.Words["BehindSummary"]), 0, say);

    private static StudyChart ChartOf(CampaignChoice study, List<ChoiceDesign> designs, Func<ChoiceDesign, Estimate?> of, ChartText text, double? reference, StudySentences say) => new(
        text,
        new(
            [say.Words["Design"], say.Words["Value"], say.Words["Interval"]],
            [.. designs.Select(design => new[] { NameOf(design), say.Numbers.Of(study.Objective.Metric, of(design)!.Value.Mean), say.Interval(study.Objective.Metric, of(design)!.Value) })]),
        [.. designs.Select(design => StudySentences.Range(NameOf(design), of(design)!.Value))],
        new(say.Words["Design"], _ => ""),
        say.AxisOf(study.Objective.Metric, text.Title),
        reference);

    private static ChartTable Figures(CampaignChoice study, string objective, StudySentences say) => new(
        [say.Words["Design"], .. study.Axes.Select(axis => axis.Path), say.Words["DesignIssued"], say.Words["RunsTaken"], say.AxisOf(study.Objective.Metric, objective).Title, say.AxisOf(study.Objective.Metric, say.Words["BehindChart"]).Title, say.Words["PairedInterval"]],
        [
            .. study.Designs.Select(design => new[] { (design.Number == study.Winner ? "★ " : "") + design.Number.ToString(CultureInfo.InvariantCulture) }.Concat(design.Values).Concat(
            [
                say.Numbers.Yuan(design.Issued.Fen),
                say.Numbers.Count(design.Runs),
                say.Numbers.Of(study.Objective.Metric, design.Fresh?.Mean),
                say.Numbers.Of(study.Objective.Metric, design.BehindBest?.Mean),
                say.Numbers.Range(study.Objective.Metric, design.BehindBest?.MeanLow, design.BehindBest?.MeanHigh),
            ]).ToArray()),
        ]);
}
