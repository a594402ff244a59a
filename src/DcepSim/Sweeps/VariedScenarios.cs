using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using DcepSim.Experiments;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Sweeps;

/// <summary>The scenarios of a design's points, all checked before anything is run.</summary>
internal static class VariedScenarios
{
    /// <summary>The most points of one design.</summary>
    public const int PointsMax = 1_000_000;

    /// <param name="scenario">Where the points start from.</param>
    /// <param name="axes">What varies.</param>
    /// <param name="points">The value of each axis at each point.</param>
    /// <param name="options">How many threads check.</param>
    /// <param name="cancellation">Stops the checking.</param>
    /// <exception cref="ScenarioException">A point is no scenario that can be run; the message names the first such point and all its faults.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static ImmutableArray<Scenario> Of(
        Scenario scenario, IReadOnlyList<SweepAxis> axes, IReadOnlyList<ImmutableArray<string>> points, ExperimentOptions options, CancellationToken cancellation)
    {
        options.Validate();
        var varied = new Scenario[points.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.ThreadsAllowed, CancellationToken = cancellation };
        var loop = Parallel.For(0, varied.Length, parallel, (place, state) =>
        {
            try
            {
                varied[place] = Checked(scenario, axes, points, place);
            }
            catch (ScenarioException)
            {
                state.Break(); // all points before it are still looked at
            }
        });
        if (loop.LowestBreakIteration is { } faulty)
            Checked(scenario, axes, points, (int)faulty);
        return ImmutableCollectionsMarshal.AsImmutableArray(varied);
    }

    public static ImmutableArray<string> At(IReadOnlyList<SweepAxis> ranges, double[] place) => [.. ranges.Select((axis, column) => axis.At(place[column]))];

    /// <exception cref="ScenarioException">There is no axis, two speak of one field, or one is not of the kind the design takes.</exception>
    public static void Require(IReadOnlyList<SweepAxis> axes, bool areRanges)
    {
        var faults = axes
            .Where(axis => axis.IsRange != areRanges)
            .Select(axis => new ScenarioFault(axis.Path, areRanges ? "this design takes a range: path=low..high" : "a factorial design takes values: path=v1,v2,…"))
            .Concat(axes.CountBy(axis => axis.Path).Where(count => count.Value > 1).Select(count => new ScenarioFault(count.Key, "is varied twice")))
            .ToList();
        if (axes.Count == 0)
            faults.Add(new("", "there is nothing to vary; allowed: one path=values or more"));
        if (faults.Count > 0)
            throw new ScenarioException("--vary", [.. faults]);
    }

    private static Scenario Checked(Scenario scenario, IReadOnlyList<SweepAxis> axes, IReadOnlyList<ImmutableArray<string>> points, int place)
    {
        var settings = axes.Zip(points[place], (axis, value) => $"{axis.Path}={value}").ToList();
        try
        {
            return ScenarioReader.Check(scenario, settings);
        }
        catch (ScenarioException faulty)
        {
            var origin = string.Create(CultureInfo.InvariantCulture, $"{scenario.Name}, point {place + 1} ({string.Join(", ", settings)})");
            throw new ScenarioException(origin, faulty.Faults);
        }
    }
}
