using System.Runtime.ExceptionServices;
using DcepSim.Simulation;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Experiments;

/// <summary>Runs being done: workers take the next run of the next point until there is none, or one of them fails.</summary>
internal sealed class Round
{
    private const int LargeRunWinners = 250_000;

    private readonly Lock _progress = new();
    private readonly ExperimentOptions _options;
    private readonly IReadOnlyList<RoundPoint> _points;
    private readonly CancellationTokenSource _stop;
    private readonly int _firstRun;
    private readonly int _threadsInside;
    private readonly int _runsEach;
    private long _taken = -1;
    private int _done;
    private ExceptionDispatchInfo? _failure;

    private Round(ExperimentOptions options, IReadOnlyList<RoundPoint> points, int lastRun, CancellationTokenSource stop)
    {
        (_options, _points, _stop) = (options, points, stop);
        _firstRun = points[0].Runs + 1;
        _runsEach = lastRun - _firstRun + 1;
        _done = points.Count * (_firstRun - 1);
        _threadsInside = ThreadsInside();
        foreach (var point in points)
            point.Await(lastRun);
    }

    private long Total => (long)_points.Count * _runsEach;

    // Runs beside one another need no waiting for each other; but few runs leave threads idle, and large ones would need all their memory at once.
    private int ThreadsInside()
    {
        var threads = _options.ThreadsAllowed;
        return Total < threads || _points.Any(point => point.Winners >= LargeRunWinners) ? threads : 1;
    }

    /// <summary>Runs every point on, from the runs it has, which are as many for all, to the last one asked for.</summary>
    public static async Task RunAsync(ExperimentOptions options, IReadOnlyList<RoundPoint> points, int lastRun, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var round = new Round(options, points, lastRun, stop);
        var workers = Enumerable.Range(0, (int)Math.Min(options.ThreadsAllowed / round._threadsInside, round.Total))
            .Select(_ => Task.Factory.StartNew(round.Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))
            .ToArray();
        await Task.WhenAll(workers).ConfigureAwait(false);

        cancellation.ThrowIfCancellationRequested();
        round._failure?.Throw();
    }

    private void Work()
    {
        try
        {
            using var team = new WorkerTeam(_threadsInside);
            using var memory = new RunMemory();
            CampaignRun? campaign = null;
            CampaignModel? model = null;
            for (var taken = Interlocked.Increment(ref _taken); taken < Total; taken = Interlocked.Increment(ref _taken))
            {
                _stop.Token.ThrowIfCancellationRequested();
                var (place, run) = Math.DivRem(taken, _runsEach);
                var point = _points[(int)place];
                var needed = point.Model(_firstRun + (int)run, similar: model);
                if (needed != model)
                    (model, campaign) = (needed, new CampaignRun(needed, _options.OpenSettlement, team, memory));
                var result = Execute(campaign!, needed.Scenario, _firstRun + (int)run);
                point.Take(result, isKept: _points.Count == 1);
                Report(result);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The caller, or the worker that failed, has stopped the round.
        }
        catch (Exception failure)
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(failure), null);
            _stop.Cancel();
        }
    }

    private CampaignRunResult Execute(CampaignRun campaign, Scenario scenario, int run)
    {
        var watch = _options.Clock is { } clock ? new RunStopwatch(clock) : null;
        var observer = _options.Recorder?.BeginRun(run, scenario);
        Action<RunPhase>? phaseBegins = watch is null ? null : watch.Begin;
        var outcome = campaign.Execute(CampaignExperiment.KeyOf(_options.Seed, run), observer, phaseBegins, _stop.Token);
        watch?.BeginWriting();
        _options.Recorder?.EndRun(run);
        return new(run, outcome, watch?.Stop());
    }

    private void Report(CampaignRunResult latest)
    {
        lock (_progress)
            _options.Progress?.Report(new(++_done, _points.Count * (_firstRun - 1 + _runsEach), latest));
    }
}
