using DcepSim.Experiments;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;
using MathNet.Numerics.Distributions;

namespace DcepSim.SimulationLoad;

/// <summary>
/// How many runs it takes to tell two campaigns apart, by three ways to spend chance: a key for each person, purpose and occasion (what runs
/// do), one stream of random numbers from the same seed read by both, and seeds of their own.
/// </summary>
/// <remarks>The campaigns differ in how often people shop: as often as gives a person of average rate a payment on 28 or 30 days of a hundred. The
/// figure is redemption, packet money spent as a part of packet money won, and its difference is to be known to plus or minus 10^-4 (95 %).
/// Keyed and independent pairs are whole runs with ledger and audit; the stream is the same behaviour without them
/// (<see cref="StreamedLives"/>), and its means stand beside those of the runs.</remarks>
internal static class CommonChance
{
    private const double HalfWidth = 1e-4;
    private const double Student = 1.96;
    private const double Baseline = 0.28;
    private const double Variant = 0.30;

    public static async Task MeasureAsync(int runs, string name)
    {
        var baseline = With(name, Baseline);
        var variant = With(name, Variant);
        var ofBaseline = await RedemptionAsync(baseline, runs, 1).ConfigureAwait(false);
        var ofVariant = await RedemptionAsync(variant, runs, 1).ConfigureAwait(false);
        var ofOthers = await RedemptionAsync(variant, runs, 2).ConfigureAwait(false);
        var streamedBaseline = new double[runs];
        var streamedVariant = new double[runs];
        var (lives, otherLives) = (new StreamedLives(baseline), new StreamedLives(variant));
        Parallel.For(0, runs, run =>
        {
            streamedBaseline[run] = lives.Redemption(CampaignExperiment.KeyOf(1, run + 1));
            streamedVariant[run] = otherLives.Redemption(CampaignExperiment.KeyOf(1, run + 1));
        });

        Console.WriteLine($"{name}, payments on {Baseline:P0} against {Variant:P0} of days, {runs} pairs each; 95 % intervals of the runs needed for ±{HalfWidth}:");
        var keyed = Report("keyed by person, purpose and occasion", ofBaseline, ofVariant, 1);
        var stream = Report("one stream, same seed", streamedBaseline, streamedVariant, keyed);
        var independent = Report("seeds of their own", ofBaseline, ofOthers, keyed);
        Console.WriteLine($"fewer runs by keys: {independent / keyed:F1} times against seeds of their own, {stream / keyed:F1} times against one stream");
    }

    private static Scenario With(string name, double daysWithPayment)
    {
        var scenario = ScenarioReader.Read(name);
        var occasions = scenario.Behaviour.Occasions with { PerDay = -Math.Log(1 - daysWithPayment) };
        return scenario with { Behaviour = scenario.Behaviour with { Occasions = occasions } };
    }

    private static async Task<double[]> RedemptionAsync(Scenario scenario, int runs, long seed)
    {
        var result = (await new CampaignExperiment(scenario, new() { Runs = runs, Seed = seed }).RunAsync().ConfigureAwait(false)).RequireCleanBooks();
        var won = scenario.Campaign.Packets.Sum(packet => packet.Face.Fen * packet.Count);
        return [.. result.Runs.Select(run => run.Outcome.RedeemedFen / (double)won)];
    }

    private static double Report(string way, double[] baseline, double[] variant, double keyed)
    {
        var differences = baseline.Zip(variant, (first, second) => second - first).ToArray();
        var mean = differences.Average();
        var degrees = differences.Length - 1;
        var squares = differences.Sum(difference => (difference - mean) * (difference - mean));
        var (low, high) = (RunsNeeded(squares / ChiSquared.InvCDF(degrees, 0.975)), RunsNeeded(squares / ChiSquared.InvCDF(degrees, 0.025)));
        var needed = RunsNeeded(squares / degrees);
        Console.WriteLine(
            $"{way,-40} {needed,7:N0} runs ({low:N0}–{high:N0}); means {baseline.Average():F5} and {variant.Average():F5}, difference {mean:F5}, its spread in a run {Math.Sqrt(squares / degrees):E2}"
            + (keyed > 1 ? $"; {needed / keyed:F1} times as many" : string.Empty));
        return needed;
    }

    private static double RunsNeeded(double variance) => Math.Ceiling(variance * Student * Student / (HalfWidth * HalfWidth));
}
