using System.Runtime.ExceptionServices;
using DcepSim.Simulation;

namespace DcepSim.Experiments;

/// <summary>The runs of one experiment being done: workers take the next number until there is none, or one of them fails.</summary>
internal sealed class Round(ExperimentOptions options, CampaignModel model, CancellationTokenSource stop)
{
    private readonly Lock _progress = new();
    private int _taken;
    private int _done;
    private ExceptionDispatchInfo? _failure;

    public CampaignRunResult[] Results { get; } = new CampaignRunResult[options.Runs];

    /// <summary>What stopped the first worker that failed.</summary>
    public ExceptionDispatchInfo? Failure => _failure;

    public void Work()
    {
        try
        {
            var campaign = new CampaignRun(model, options.OpenSettlement);
            for (var run = Interlocked.Increment(ref _taken); run <= options.Runs; run = Interlocked.Increment(ref _taken))
            {
                Results[run - 1] = Execute(campaign, run);
                Report();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The caller, or the worker that failed, has stopped the round.
        }
        catch (Exception failure)
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(failure), null);
            stop.Cancel();
        }
    }

    private CampaignRunResult Execute(CampaignRun campaign, int run)
    {
        var watch = options.Clock is { } clock ? new RunStopwatch(clock) : null;
        var observer = options.Recorder?.BeginRun(run);
        Action<RunPhase>? phaseBegins = watch is null ? null : watch.Begin;
        var outcome = campaign.Execute(CampaignExperiment.KeyOf(options.Seed, run), observer, phaseBegins, stop.Token);
        watch?.BeginWriting();
        options.Recorder?.EndRun(run);
        return new(run, outcome, watch?.Stop());
    }

    private void Report()
    {
        lock (_progress)
            options.Progress?.Report(new(++_done, options.Runs));
    }
}
