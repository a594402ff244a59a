using System.Runtime.ExceptionServices;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Experiments;

/// <summary>Does independent pieces of work on several threads, each with runs of its own; results stand in order.</summary>
internal static class ScenarioWorkers
{
    public static T[] Map<T>(int pieces, int threads, Scenario scenario, RunCount count, Func<ScenarioRuns, int, T> work, CancellationToken cancellation)
    {
        var results = new T[pieces];
        try
        {
            Parallel.For(
                0,
                pieces,
                new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation },
                () => new ScenarioRuns(scenario, count),
                (piece, _, runs) =>
                {
                    results[piece] = work(runs, piece);
                    return runs;
                },
                _ => { });
        }
        catch (AggregateException failures)
        {
            cancellation.ThrowIfCancellationRequested();
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }

        return results;
    }
}
