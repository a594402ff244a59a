using DcepSim.Experiments;
using DcepSim.Observations;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Simulation;
using DcepSim.Simulation.Scenarios;
using Microsoft.AspNetCore.Components;

namespace DcepSim.Web.Report;

/// <summary>The report of a campaign's runs.</summary>
public sealed partial class RunReport
{
    /// <summary>What came of the runs.</summary>
    [Parameter, EditorRequired]
    public required CampaignResult Result { get; set; }

    /// <summary>What was observed beside; <c>null</c> leaves its charts out.</summary>
    [Parameter]
    public CampaignObservations? Observed { get; set; }

    /// <summary>The sentences.</summary>
    [Parameter, EditorRequired]
    public required Wording Words { get; set; }

    private Numbers Numbers => field ??= new Numbers(Words.Language);

    private RunCharts Charts => field ??= new RunCharts(Result, Words, Numbers);

    private Scenario Scenario => Result.Scenario;

    private RunOutcome First => Result.Runs[0].Outcome;

    private string Title => Words.Language == Language.Chinese ? Scenario.Title.Zh : Scenario.Title.En;

    private string OtherTitle => Words.Language == Language.Chinese ? Scenario.Title.En : Scenario.Title.Zh;

    private string Question => Fill(
        Words["Question"],
        Words.Language == Language.Chinese ? Scenario.Campaign.Funder.Zh : Scenario.Campaign.Funder.En,
        Numbers.Count(Scenario.Campaign.Winners),
        Numbers.Yuan(Scenario.Campaign.Budget.Fen),
        Numbers.Count(Scenario.Campaign.Applicants),
        Numbers.Moment(Scenario.Campaign.SpendOpens),
        Numbers.Moment(Scenario.Campaign.SpendCloses));

    private string Answer
    {
        get
        {
            var redeemed = Result.Metrics[Metric.Redeemed].Estimate;
            var (claimed, payments) = (Numbers.Count(Result.Metrics[Metric.Claimed].Mean), Numbers.Count(Result.Metrics[Metric.Payments].Mean));
            var share = Numbers.Percent(redeemed.Mean / Scenario.Campaign.Budget.Fen);
            return redeemed.MeanLow is null
                ? Fill(Words["AnswerOfOneRun"], Numbers.Yuan(redeemed.Mean), claimed, payments, share)
                : Fill(Words["Answer"], Numbers.Yuan(redeemed.Mean), Numbers.Yuan(redeemed.MeanLow), Numbers.Yuan(redeemed.MeanHigh), Numbers.Yuan(redeemed.RunLow), Numbers.Yuan(redeemed.RunHigh), claimed, payments, share);
        }
    }

    private IEnumerable<(string Name, long Fen)> Statement =>
    [
        (Words["Issued"], First.IssuedFen),
        (Words["Funded"], Scenario.Campaign.Budget.Fen),
        (Words["Redeemed"], First.RedeemedFen),
        (Words["Recalled"], First.RecalledFen),
        (Words["Unaccounted"], Scenario.Campaign.Budget.Fen - First.RedeemedFen - First.RecalledFen),
        (Words["OwnMoneySpent"], First.OwnMoneyFen),
    ];

    private string Assumed
    {
        get
        {
            var marks = ScenarioMarks.Count(Scenario);
            return Fill(Words["Assumed"], Of(Mark.Assumed), Numbers.Count(marks.Values.Sum()), Of(Mark.Published), Of(Mark.Derived), Of(Mark.Fitted));

            string Of(Mark mark) => Numbers.Count(marks.GetValueOrDefault(mark));
        }
    }

    private string Fitted => With(FigureRole.Fitted) is { Length: > 0 } figures ? Fill(Words["Fitted"], figures) : Words["NothingFitted"];

    private string HeldOut => With(FigureRole.HeldOut) is { Length: > 0 } figures ? Fill(Words["HeldOut"], figures) : Words["NothingHeldOut"];

    private string Footer => Fill(Words["Footer"], Numbers.Count(Result.Runs.Length), Result.Seed, ProgramVersion.Version, Result.ScenarioHash[..12]);

    private IEnumerable<KeyValuePair<string, Provenance>> Marked(Mark mark) => Scenario.Provenance.Where(entry => entry.Value.Mark == mark && entry.Key is not ("schema" or "name"));

    private string With(FigureRole role) =>
        string.Join(Words.Language == Language.Chinese ? "、" : ", ", Result.Metrics.Where(metric => metric.Role == role && metric.Published is not null).Select(metric => MetricNames.Of(metric.Metric, Words.Language)));

    private static string Fill(string sentence, params object[] figures) => string.Format(System.Globalization.CultureInfo.InvariantCulture, sentence, figures);
}
