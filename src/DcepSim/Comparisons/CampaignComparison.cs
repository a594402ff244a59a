using System.Collections.Immutable;
using System.Globalization;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Comparisons;

/// <summary>Campaign designs compared under the same chance: each person has the same luck, for the same purpose and occasion, in every
/// design, so that differences show what the designs do and not what chance did.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
/// <example><code>
/// var luohu = ScenarioReader.Read("shenzhen-luohu-2020");
/// var half = ScenarioReader.Check(luohu, "campaign.packets[0].faceYuan=100");
/// var comparison = await CampaignComparison.RunAsync([luohu, half]);
/// Console.WriteLine(comparison.Designs[1].Differences[0].Difference.MeanLow);
/// </code></example>
public sealed class CampaignComparison : IStudy
{
    /// <summary>The format and its version of <c>compare.json</c>.</summary>
    public const string Schema = "dcepsim.compare/1";

    private CampaignComparison(StudyFacts facts, ImmutableArray<ComparedDesign> designs) => (Facts, Designs) = (facts, designs);

    /// <inheritdoc/>
    public StudyFacts Facts { get; }

    /// <summary>The designs in the order given; the first is the baseline.</summary>
    public ImmutableArray<ComparedDesign> Designs { get; }

    /// <summary>Runs all designs and compares each with the first.</summary>
    /// <param name="scenarios">Two designs or more.</param>
    /// <param name="options">How often and how, without recorder; <c>null</c> for 20 runs from seed 1. A precision speaks of every difference of its metric against the first design, as a part of that design's mean.</param>
    /// <param name="cancellation">Stops the runs.</param>
    /// <exception cref="ArgumentException">There are fewer than two designs, or the options hold a recorder, or the metric of a precision does not apply.</exception>
    /// <exception cref="ScenarioException">A scenario has faults.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range, or there are more than <see cref="ExperimentOptions.StudyRunsMax"/> runs in all.</exception>
    /// <exception cref="AuditException">The audit found a break: the program is wrong.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static async Task<CampaignComparison> RunAsync(
        IReadOnlyList<Scenario> scenarios, ExperimentOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(scenarios);
        if (scenarios.Count < 2)
            throw new ArgumentException($"A comparison needs two scenarios or more, not {scenarios.Count}.", nameof(scenarios));
        options ??= new ExperimentOptions();
        var results = await Series.RunAsync([.. scenarios.Select(scenario => ScenarioReader.Check(scenario))], options, cancellation, isPaired: true).ConfigureAwait(false);
        var facts = StudyFacts.Of("compare", results.Select(result => result.Scenario), options, results);
        return new(facts, [.. results.Select((result, place) => new ComparedDesign(LabelOf(results, place), result, place == 0 ? [] : Differences(results[0], result)))]);
    }

    /// <inheritdoc/>
    public byte[] WriteJson() => ComparisonFile.WriteJson(this);

    /// <inheritdoc/>
    public byte[] WriteCsv() => ComparisonFile.WriteCsv(this);

    private static string LabelOf(ImmutableArray<CampaignResult> results, int place)
    {
        var name = results[place].Scenario.Name;
        return results.Count(result => result.Scenario.Name == name) == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name} ({place + 1})");
    }

    internal static ImmutableArray<MetricDifference> Differences(CampaignResult baseline, CampaignResult variant) =>
    [
        .. baseline.Metrics.Join(variant.Metrics, row => row.Metric, row => row.Metric, (one, other) => new MetricDifference(
            one.Metric,
            one.Estimate,
            other.Estimate,
            MetricValues.Difference(MetricValues.Of(one.Metric, baseline.Runs), MetricValues.Of(one.Metric, variant.Runs)))),
    ];
}
