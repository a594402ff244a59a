using System.Diagnostics;
using DcepSim.Experiments;
using DcepSim.Scenarios;

namespace DcepSim.SimulationLoad;

/// <summary>Rounds of whole runs of a built-in workload, every book audited.</summary>
internal static class WorkloadRuns
{
    public static async Task MeasureAsync(string name, int runs, int rounds, int threads)
    {
        var scenario = ScenarioReader.Read(name);
        var walls = new double[rounds];
        var processors = new double[rounds];
        var phases = new List<RunTimings>();
        var payments = 0L;
        for (var round = -1; round < rounds; round++)
        {
            var experiment = new CampaignExperiment(scenario, new() { Runs = runs, Seed = round + 2, Threads = threads, Clock = TimeProvider.System });
            var (since, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            var result = (await experiment.RunAsync().ConfigureAwait(false)).RequireCleanBooks();
            var wall = Stopwatch.GetElapsedTime(since).TotalSeconds;
            if (round < 0)
            {
                Console.WriteLine($"first round, compiling included: {wall:F3} s");
                continue;
            }

            (walls[round], processors[round]) = (wall, (Environment.CpuUsage.TotalTime - used).TotalSeconds);
            phases.AddRange(result.Runs.Select(run => run.Timings!.Value));
            payments += result.Runs.Sum(run => run.Outcome.Payments);
        }

        Console.WriteLine($"{name}: {rounds} rounds of {runs} runs on {threads} threads, {payments / rounds / runs:N0} payments a run");
        Console.WriteLine($"a round:      {Spread.Of(walls)} s, processor {Spread.Of(processors)} s");
        Console.WriteLine($"a run, by phase: draw {Spread.Of(phases, phase => phase.DrawSeconds)}, lives {Spread.Of(phases, phase => phase.ModelSeconds)},");
        Console.WriteLine($"              settlement {Spread.Of(phases, phase => phase.SettlementSeconds)}, audit {Spread.Of(phases, phase => phase.AuditSeconds)} s");
        Console.WriteLine($"payments a second: {payments / walls.Sum():N0}; most memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:N0} MB");
    }
}
