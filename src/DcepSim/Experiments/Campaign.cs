using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Experiments;

/// <summary>The short way to run a campaign and read what came of it.</summary>
/// <example><code>
/// var result = await Campaign.RunAsync("shenzhen-luohu-2020", runs: 20, seed: 1);
/// Estimate claimed = result.Metrics["claimed"].Estimate;
/// Console.WriteLine($"claimed: {claimed.Mean:N0}, 95 % interval of the mean {claimed.MeanLow:N0} to {claimed.MeanHigh:N0}");
/// </code></example>
public static class Campaign
{
    /// <summary>Runs a built-in scenario or a scenario file on all processors.</summary>
    /// <param name="scenario">A name out of <see cref="BuiltInScenarios.Names"/>, or the path of a scenario file.</param>
    /// <param name="runs">How many runs, 1 to <see cref="ExperimentOptions.RunsMax"/>; one run has no interval.</param>
    /// <param name="seed">The number all chance grows from: the same scenario, seed and version give the same result everywhere.</param>
    /// <param name="settings">Changes to the scenario, each <c>path=value</c>, such as <c>campaign.packets[0].count=40000</c>.</param>
    /// <param name="cancellation">Stops the runs.</param>
    /// <returns>The result, its books audited and found clean.</returns>
    /// <exception cref="ScenarioException">The scenario cannot be read or used; all faults are listed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of runs is out of range.</exception>
    /// <exception cref="AuditException">The audit found a break: the program is wrong.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Task<CampaignResult> RunAsync(
        string scenario, int runs = 20, long seed = 1, IEnumerable<string>? settings = null, CancellationToken cancellation = default) =>
        RunAsync(ScenarioReader.Read(scenario, settings ?? []), runs, seed, cancellation);

    /// <summary>Runs a scenario on all processors.</summary>
    /// <param name="scenario">What to run, read from a file or made in code.</param>
    /// <param name="runs">How many runs, 1 to <see cref="ExperimentOptions.RunsMax"/>; one run has no interval.</param>
    /// <param name="seed">The number all chance grows from.</param>
    /// <param name="cancellation">Stops the runs.</param>
    /// <returns>The result, its books audited and found clean.</returns>
    /// <exception cref="ScenarioException">The scenario has faults; all are listed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of runs is out of range.</exception>
    /// <exception cref="AuditException">The audit found a break: the program is wrong.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static async Task<CampaignResult> RunAsync(Scenario scenario, int runs = 20, long seed = 1, CancellationToken cancellation = default)
    {
        var experiment = new CampaignExperiment(scenario, new ExperimentOptions { Runs = runs, Seed = seed });
        return (await experiment.RunAsync(cancellation).ConfigureAwait(false)).RequireCleanBooks();
    }
}
