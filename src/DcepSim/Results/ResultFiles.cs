using System.Collections.Immutable;

namespace DcepSim.Results;

/// <summary>The names of the files in a results folder.</summary>
public static class ResultFiles
{
    /// <summary>What was run, by what, where and how long; the whole scenario is in it.</summary>
    public const string Manifest = "manifest.json";

    /// <summary>The estimates.</summary>
    public const string Summary = "summary.json";

    /// <summary>One row a run.</summary>
    public const string Runs = "runs.csv";

    /// <summary>One row a payment.</summary>
    public const string Payments = "payments.csv";

    /// <summary>Sets of parameters that fit equally well.</summary>
    public const string Ensemble = "ensemble.json";

    /// <summary>What the first run shows beyond its totals.</summary>
    public const string Observations = "observations.json";

    /// <summary>One row an hour and channel, over all runs.</summary>
    public const string Hours = "hours.csv";

    /// <summary>One row a merchant of the first run.</summary>
    public const string Merchants = "merchants.csv";

    /// <summary>One row a district and category, or online platform, over all runs.</summary>
    public const string Flows = "flows.csv";

    /// <summary>All of it in one SQLite file.</summary>
    public const string Database = "results.sqlite";

    /// <summary>The results as a page for people. It is a view: reproducing results does not compare it, because its language is the reader's.</summary>
    public const string Report = "report.html";

    /// <summary>What a settlement benchmark found.</summary>
    public const string Bench = "bench.json";

    /// <summary>The picture of a study of offline risk.</summary>
    public const string RiskCurve = "risk.svg";

    /// <summary>The files of one campaign's results.</summary>
    public static ImmutableArray<string> OfRun { get; } = [Manifest, Summary, Runs, Payments, Observations, Hours, Merchants, Flows, Database];

    /// <summary>All files that results folders hold; a folder with other files is never replaced.</summary>
    public static ImmutableArray<string> All { get; } = [.. OfRun, Report, Ensemble, .. Studies.SelectMany(kind => new[] { $"{kind}.json", $"{kind}.csv" }), RiskCurve, Bench];

    /// <summary>The kinds of studies, whose files bear their names.</summary>
    private static IEnumerable<string> Studies => ["compare", "sweep", "sensitivity", "validate", "calibrate", "predict", "leave-one-out", "optimise", "branch", "risk"];
}
