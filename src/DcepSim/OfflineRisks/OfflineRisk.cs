using System.Collections.Immutable;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;
using DcepSim.Sweeps;

namespace DcepSim.OfflineRisks;

/// <summary>What broken purses cost and how soon they are found, at every combination of policies, connections and shares of broken devices:
/// populations with modelled signatures, all points under the same chance.</summary>
/// <remarks>Only the section on purses is run, not the campaign. Immutable and safe to share between threads.</remarks>
/// <example><code>
/// var risk = await OfflineRisk.RunAsync(ScenarioReader.Read("offline-risk"), [SweepAxis.Parse("offline.policy.payeeCapYuan=100,500")]);
/// foreach (var point in risk.Points)
///     Console.WriteLine($"{point.Values[0]} yuan: {point.LossPerMillion.Mean:N0} yuan lost per million, found after {point.DetectionHours.Mean:N1} h");
/// </code></example>
public sealed class OfflineRisk : IStudy
{
    /// <summary>The format and its version of <c>risk.json</c>.</summary>
    public const string Schema = "dcepsim.offline-risk/1";

    /// <summary>The name of its files and of its kind in manifests.</summary>
    public const string Kind = "risk";

    private OfflineRisk(StudyFacts facts, ImmutableArray<SweepAxis> axes, ImmutableArray<OfflineRiskPoint> points) => (Facts, Axes, Points) = (facts, axes, points);

    /// <inheritdoc/>
    public StudyFacts Facts { get; }

    /// <summary>What was varied.</summary>
    public ImmutableArray<SweepAxis> Axes { get; }

    /// <summary>The points: every combination, the last axis fastest.</summary>
    public ImmutableArray<OfflineRiskPoint> Points { get; }

    /// <summary>The values of the section on purses that are assumptions: path, and why or whence.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Assumptions =>
        [.. ScenarioMarks.PathsBelow(Facts.Scenarios[0], "offline").Where(entry => entry.Value.Mark == Mark.Assumed).Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Source))];

    /// <summary>Runs every point.</summary>
    /// <param name="scenario">A scenario with a section on purses that names how many people there are.</param>
    /// <param name="axes">What is varied, each over values.</param>
    /// <param name="options">How often and how, without recorder, precision and ensemble; <c>null</c> for 20 runs a point from seed 1.</param>
    /// <param name="cancellation">Stops the runs.</param>
    /// <exception cref="ScenarioException">The scenario has no such section, or a point is no scenario that can be run; nothing was run.</exception>
    /// <exception cref="ArgumentException">There is a recorder, a precision or an ensemble.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range, or there are too many runs.</exception>
    /// <exception cref="AuditException">An offline book does not add up: the program is wrong.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static async Task<OfflineRisk> RunAsync(
        Scenario scenario, IReadOnlyList<SweepAxis> axes, ExperimentOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        options ??= new ExperimentOptions();
        options.Validate();
        if (options.Recorder is not null || options.Precision is not null || options.Ensemble is not null)
            throw new ArgumentException("A study of offline risk has a given number of runs, and neither recorder nor ensemble.", nameof(options));
        var began = options.Clock?.GetTimestamp();
        var count = CampaignSweep.CountPoints(axes, SweepDesign.Factorial, 0);
        if ((long)count * options.Runs > ExperimentOptions.StudyRunsMax)
            throw new ArgumentOutOfRangeException(nameof(options), options.Runs, $"{count} points of that many runs are too many; a study has up to {ExperimentOptions.StudyRunsMax} runs.");
        RequirePeople(ScenarioReader.Check(scenario));
        var values = Enumerable.Range(0, count).Select(index => CampaignSweep.Combination(axes, index)).ToArray();
        var scenarios = VariedScenarios.Of(scenario, axes, values, options, cancellation);
        foreach (var varied in scenarios)
            RequirePeople(varied);
        var runs = await OfflineRiskRuns.RunAsync(scenarios, options, cancellation).ConfigureAwait(false);
        var wallTime = began is { } start ? options.Clock!.GetElapsedTime(start) : (TimeSpan?)null;
        var facts = new StudyFacts(Kind, [ScenarioReader.Check(scenario)], options.Seed, count, options.Runs, options.ThreadsAllowed, wallTime)
        {
            Arguments = [new("vary", [.. axes.Select(axis => axis.ToString())])],
        };
        return new(facts, [.. axes], [.. scenarios.Select((varied, place) => new OfflineRiskPoint(place + 1, values[place], ScenarioWriter.Hash(varied), runs[place]))]);
    }

    /// <inheritdoc/>
    public byte[] WriteJson() => OfflineRiskFile.WriteJson(this);

    /// <inheritdoc/>
    public byte[] WriteCsv() => OfflineRiskFile.WriteCsv(this);

    /// <summary>The curve as SVG: loss per million yuan against detection delay, with intervals over runs.</summary>
    public ImmutableArray<StudyFile> MoreFiles => [new(ResultFiles.RiskCurve, OfflineRiskCurve.Write(this))];

    private static void RequirePeople(Scenario scenario)
    {
        if (scenario.Offline is not { } offline)
            throw new ScenarioException(scenario.Name, [new ScenarioFault("offline", "is missing: this study is about purses; allowed: a scenario with that section, such as offline-risk")]);
        if (offline.Purses.People == 0)
            throw new ScenarioException(scenario.Name, [new ScenarioFault("offline.purses.people", "is 0, the claimants of a run, and no campaign is run here; allowed: 1 and up")]);
    }
}
