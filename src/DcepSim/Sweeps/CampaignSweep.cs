using System.Collections.Immutable;
using System.Globalization;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;
using DcepSim.Statistics.Designs;

namespace DcepSim.Sweeps;

/// <summary>A campaign at many points of its design, all under the same chance.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
/// <example><code>
/// var sweep = await CampaignSweep.RunAsync(ScenarioReader.Read("shenzhen-luohu-2020"), [SweepAxis.Parse("merchants.count=1000,3389,10000")]);
/// foreach (var point in sweep.Points)
///     Console.WriteLine($"{point.Values[0]} merchants: {point.Result.Metrics["payments"].Mean:N0} payments");
/// </code></example>
public sealed class CampaignSweep : IStudy
{
    /// <summary>The format and its version of <c>sweep.json</c>.</summary>
    public const string Schema = "dcepsim.sweep/1";

    private CampaignSweep(StudyFacts facts, SweepDesign design, ImmutableArray<SweepAxis> axes, ImmutableArray<SweepPoint> points) =>
        (Facts, Design, Axes, Points) = (facts, design, axes, points);

    /// <inheritdoc/>
    public StudyFacts Facts { get; }

    /// <summary>How the points are laid out.</summary>
    public SweepDesign Design { get; }

    /// <summary>What was varied.</summary>
    public ImmutableArray<SweepAxis> Axes { get; }

    /// <summary>The points in order of the design.</summary>
    public ImmutableArray<SweepPoint> Points { get; }

    /// <summary>How many points a design has, before anything is run.</summary>
    /// <param name="axes">What is varied.</param>
    /// <param name="design">How.</param>
    /// <param name="points">How many points, for a design over ranges; a factorial design has as many as it has.</param>
    /// <exception cref="ScenarioException">The axes do not fit the design, or there are more than a million points.</exception>
    public static int CountPoints(IReadOnlyList<SweepAxis> axes, SweepDesign design, int points)
    {
        ArgumentNullException.ThrowIfNull(axes);
        VariedScenarios.Require(axes, areRanges: design != SweepDesign.Factorial);
        var count = design == SweepDesign.Factorial ? axes.Aggregate(1.0, (product, axis) => product * axis.Values.Length) : points;
        var fault = count > VariedScenarios.PointsMax ? $"there are {count:0} points; allowed: up to {VariedScenarios.PointsMax}"
            : count < 1 ? $"a design over ranges needs a number of points, 1 and up, not {points}"
            : design == SweepDesign.Sobol && axes.Count > SobolSequence.DimensionsMax ? $"there are {axes.Count} axes; allowed: up to {SobolSequence.DimensionsMax}"
            : null;
        return fault is null ? (int)count : throw new ScenarioException("--vary", [new ScenarioFault("", fault)]);
    }

    /// <summary>Runs a campaign at every point of a design.</summary>
    /// <param name="scenario">Where it starts from; every point changes some of its fields.</param>
    /// <param name="axes">What is varied: values for a factorial design, ranges for the others.</param>
    /// <param name="design">How the points are laid out.</param>
    /// <param name="points">How many points, for a design over ranges.</param>
    /// <param name="options">How often and how, without recorder; <c>null</c> for 20 runs a point from seed 1.</param>
    /// <param name="cancellation">Stops the runs.</param>
    /// <exception cref="ScenarioException">The axes do not fit the design, or a point is no scenario that can be run; nothing was run.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range, or there are more than <see cref="ExperimentOptions.StudyRunsMax"/> runs in all.</exception>
    /// <exception cref="AuditException">The audit found a break: the program is wrong.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static async Task<CampaignSweep> RunAsync(
        Scenario scenario,
        IReadOnlyList<SweepAxis> axes,
        SweepDesign design = SweepDesign.Factorial,
        int points = 0,
        ExperimentOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        options ??= new ExperimentOptions();
        var count = CountPoints(axes, design, points);
        var values = Values(axes, design, count, RandomKey.FromSeed(options.Seed).Child("design"));
        var results = await Series.RunAsync(VariedScenarios.Of(scenario, axes, values, options, cancellation), options, cancellation).ConfigureAwait(false);
        var facts = StudyFacts.Of(
            "sweep",
            [ScenarioReader.Check(scenario)],
            options,
            results,
            new("vary", [.. axes.Select(axis => axis.ToString())]),
            new("design", [ScenarioNames.Of(design)]),
            new("points", [points.ToString(CultureInfo.InvariantCulture)]));
        return new(facts, design, [.. axes], [.. results.Select((result, place) => new SweepPoint(place + 1, values[place], result))]);
    }

    /// <inheritdoc/>
    public byte[] WriteJson() => SweepFile.WriteJson(this);

    /// <inheritdoc/>
    public byte[] WriteCsv() => SweepFile.WriteCsv(this);

    private static ImmutableArray<string>[] Values(IReadOnlyList<SweepAxis> axes, SweepDesign design, int count, RandomKey key)
    {
        if (design == SweepDesign.LatinHypercube)
            return [.. LatinHypercube.Points(count, axes.Count, key).Select(place => VariedScenarios.At(axes, place))];
        if (design == SweepDesign.Sobol)
        {
            var sequence = new SobolSequence(axes.Count, key);
            return [.. Enumerable.Range(0, count).Select(index => VariedScenarios.At(axes, sequence.Point(index)))];
        }

        return [.. Enumerable.Range(0, count).Select(index => Combination(axes, index))];
    }

    internal static ImmutableArray<string> Combination(IReadOnlyList<SweepAxis> axes, int index)
    {
        var values = new string[axes.Count];
        for (var axis = axes.Count - 1; axis >= 0; axis--)
        {
            (index, var place) = Math.DivRem(index, axes[axis].Values.Length);
            values[axis] = axes[axis].Values[place];
        }

        return [.. values];
    }
}
