using System.Security.Cryptography;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Simulation.Scenarios;
using DcepSim.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DcepSim.PropertyTests;

/// <summary>L8: a run is a function. (scenario, seed, version) gives the bytes of the result, on any number of threads.</summary>
public class L8_ARunIsAFunction
{
    private static readonly string[] Files = [ResultFiles.Summary, ResultFiles.Runs, ResultFiles.Payments, ResultFiles.Observations, ResultFiles.Hours, ResultFiles.Merchants, ResultFiles.Database];

    [Fact]
    public void The_same_scenario_and_seed_give_the_same_bytes_on_any_number_of_threads()
    {
        var results = new HashSet<string>();
        var cases = 0;
        var inputs = from scenario in RandomScenarios.Arbitrary().Generator
                     from seed in Gen.Choose(int.MinValue, int.MaxValue)
                     from runs in Gen.Choose(1, 6)
                     from threads in Gen.Choose(2, 5)
                     select (scenario, seed, runs, threads);
        Prop.ForAll(inputs.ToArbitrary(), input =>
        {
            var (scenario, seed, runs, threads) = input;
            var first = HashOf(scenario, seed, runs, 1);
            Assert.Equal(first, HashOf(scenario, seed, runs, threads));
            results.Add(first);
            cases++;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(TestScale.Of(20)));

        // Another seed is another result: the bytes do depend on what they should.
        Assert.True(results.Count > cases / 2, $"{cases} cases gave only {results.Count} different results.");
    }

    [Fact]
    public void A_run_is_the_same_whatever_runs_stand_beside_it()
    {
        var scenario = TinyScenarios.Lottery();
        var few = Run(scenario, 5, 3, 1, PaymentsWritten.None).Runs;
        var many = Run(scenario, 5, 8, 2, PaymentsWritten.None).Runs;

        Assert.Equal(few.Select(run => run.Outcome.RedeemedFen), many.Take(3).Select(run => run.Outcome.RedeemedFen));
        Assert.Equal(few.Select(run => run.Outcome.OwnMoneyFen), many.Take(3).Select(run => run.Outcome.OwnMoneyFen));
    }

    private static string HashOf(Scenario scenario, long seed, int runs, int threads)
    {
        var path = Path.Combine(Path.GetTempPath(), $"dcepsim-l8-{Environment.ProcessId}");
        try
        {
            Run(scenario, seed, runs, threads, PaymentsWritten.All, path);
            return string.Concat(Files.Select(file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(path, file))))));
        }
        finally
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private static CampaignResult Run(Scenario scenario, long seed, int runs, int threads, PaymentsWritten payments, string? path = null)
    {
        using var folder = path is null ? null : ResultsFolder.Open(path, new ResultsOptions { Payments = payments, Database = true });
        var experiment = new CampaignExperiment(scenario, new ExperimentOptions { Runs = runs, Seed = seed, Threads = threads, Recorder = folder });
        var result = experiment.RunAsync(TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        folder?.Complete(result);
        return result;
    }
}
