using System.Runtime.ExceptionServices;

namespace DcepSim.Experiments;

/// <summary>Does independent pieces of work on several threads, each with runs of its own; results stand in order.</summary>
internal static class ScenarioWorkers
{
    public static T[] Map<T>(int pieces, int threads, RunCount count, Func<ScenarioRuns, int, T> work, CancellationToken cancellation)
    {
        var results = new T[pieces];
        try
        {
            Parallel.For(
                0,
                pieces,
                new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation },
                () => new ScenarioRuns(count),
                (piece, _, runs) =>
                {
                    results[piece] = work(runs, piece);
                    return runs;
                },
                runs => runs.Dispose());
        }
        catch (AggregateException failures)
        {
            cancellation.ThrowIfCancellationRequested();
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }

        return results;
    }
}
