using System.Globalization;
using DcepSim.Results;
using DcepSim.Simulation.Scenarios;
using DcepSim.Statistics.Estimation;
using DcepSim.Web.Charts;

namespace DcepSim.Web.Report;

/// <summary>What the pages of all studies say alike.</summary>
internal sealed class StudySentences(StudyFacts facts, Wording words)
{
    public Wording Words => words;

    public Numbers Numbers { get; } = new(words.Language);

    public bool IsChinese => words.Language == Language.Chinese;

    /// <summary>The names of the scenarios, each once.</summary>
    public string Scenarios => string.Join(IsChinese ? "、" : ", ", facts.Scenarios.Select(TitleOf).Distinct());

    public string Audit => AuditOf((double)facts.Points * facts.Runs);

    public string Footer => FooterOf("StudyFooter");

    public string AuditOf(double runs) => Fill("StudyAudit", Numbers.Count(runs));

    public string FooterOf(string key) => Fill(key, Numbers.Count(facts.Points), Numbers.Count(facts.Runs), facts.Seed, ProgramVersion.Version);

    public string Fill(string key, params object[] values) => string.Format(CultureInfo.InvariantCulture, words[key], values);

    public string TitleOf(Scenario scenario) => IsChinese ? scenario.Title.Zh : scenario.Title.En;

    public string NameOf(Metric metric) => MetricNames.Of(metric, words.Language);

    /// <summary>What stands around a chart that no published figure constrains.</summary>
    public ChartText Assumed(string title, string summary) => new(title, summary, words["TableTitle"]) { Assumption = words["Assumption"] };

    public ChartText Held(string title, string summary) => new(title, summary, words["TableTitle"]);

    public string Interval(Metric metric, in Estimate estimate) => Numbers.Range(metric, estimate.MeanLow, estimate.MeanHigh);

    /// <summary>A metric's axis in its unit: persons or payments, or yuan.</summary>
    public ChartAxis AxisOf(Metric metric) => AxisOf(metric, NameOf(metric));

    /// <summary>An axis in a metric's unit under a name of its own.</summary>
    public ChartAxis AxisOf(Metric metric, string name)
    {
        var isMoney = metric.Unit == MetricUnit.Fen;
        return new(isMoney ? $"{name}{(IsChinese ? "（元）" : ", yuan")}" : name, value => Numbers.Shortened(isMoney ? value / 100 : value));
    }

    /// <summary>An estimate as a point of a chart; without an interval it is one of no width.</summary>
    public static RangePoint Range(string name, in Estimate estimate) => new(name, estimate.Mean, estimate.MeanLow ?? estimate.Mean, estimate.MeanHigh ?? estimate.Mean);

    /// <summary>The last part of a field's path: short enough for an axis.</summary>
    public static string LastOf(string path) => path[(path.LastIndexOf('.') + 1)..];

    public ChartAxis PerCent(string key) => new(words[key], value => value.ToString("0.##", CultureInfo.InvariantCulture));
}
