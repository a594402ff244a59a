using System.Collections.Immutable;
using DcepSim.Experiments;
using DcepSim.Simulation;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Choices;

/// <summary>Runs of several designs under the same keys, each as far as it is asked for.</summary>
internal sealed class DesignRuns(IReadOnlyList<Scenario> designs, ExperimentOptions options, RunCount count)
{
    private const int ModelsKeptMax = 1_000; // about a megabyte each

    private readonly RoundPoint[] _points =
        [.. designs.Select(design => new RoundPoint(design, options.Ensemble) { KeepsModels = designs.Count * (options.Ensemble?.Sets.Length ?? 1) <= ModelsKeptMax })];

    public int RunsOf(int design) => _points[design].Runs;

    public RunOutcome[] Outcomes(int design) => [.. _points[design].Results.Select(result => result.Outcome)];

    /// <summary>Runs designs on, those with fewer runs first, until each has at least so many.</summary>
    /// <exception cref="AuditException">The books of a run differ.</exception>
    public async Task ExtendAsync(IEnumerable<int> which, int runs, CancellationToken cancellation)
    {
        foreach (var group in which.Where(design => _points[design].Runs < runs).GroupBy(design => _points[design].Runs).OrderBy(group => group.Key).ToArray())
        {
            var points = group.Select(design => _points[design]).ToImmutableArray();
            await Round.RunAsync(options with { Progress = new EachRun(count) }, points, runs, cancellation).ConfigureAwait(false);
            foreach (var point in points)
                point.Result(options, null).RequireCleanBooks();
        }
    }

    private sealed class EachRun(RunCount count) : IProgress<ExperimentProgress>
    {
        public void Report(ExperimentProgress value) => count.Add(1);
    }
}
