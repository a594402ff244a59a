using System.Globalization;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Testing;

namespace DcepSim.UnitTests.Experiments;

public sealed class ParameterEnsembleTests : IDisposable
{
    private static readonly ParameterEnsemble Three = new("this test", ["behaviour.basket.medianYuan", "behaviour.basket.sigma"], [[80, 0.9], [120, 1.2], [200, 1.1]]);

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_n_is_the_run_n_of_the_scenario_with_set_n_and_begins_anew_after_the_last()
    {
        var scenario = TinyScenarios.Lottery(60);
        var mixed = await new CampaignExperiment(scenario, new ExperimentOptions { Runs = 7, Ensemble = Three, Threads = 2 }).RunAsync(Cancellation);

        for (var set = 1; set <= 3; set++)
        {
            var alone = await new CampaignExperiment(Three.Apply(scenario, set), new ExperimentOptions { Runs = 7 }).RunAsync(Cancellation);
            for (var run = set; run <= 7; run += 3)
                Assert.Equal(alone.Runs[run - 1].Outcome.RedeemedFen, mixed.Runs[run - 1].Outcome.RedeemedFen);
        }

        Assert.Equal(3, mixed.Runs.Take(3).Select(run => run.Outcome.RedeemedFen).Distinct().Count());
    }

    [Fact]
    public async Task Merchants_and_channels_are_observed_as_the_set_of_the_run_says()
    {
        var sets = new ParameterEnsemble("this test", ["merchants.count"], [[500], [20]]);
        var scenario = TinyScenarios.Lottery(80) is var tiny ? tiny with { Merchants = tiny.Merchants with { Count = 40, PopularityExponent = 0, OnlinePlatforms = [new(new("A shop online", "线上"), 0.3)] } } : tiny;
        using var folder = ResultsFolder.Open(Path.Combine(_folder.Path, "merchants"), PaymentsWritten.None);

        var result = await new CampaignExperiment(scenario, new ExperimentOptions { Runs = 2, Ensemble = sets, Recorder = folder }).RunAsync(Cancellation);
        folder.Complete(result);

        Assert.Equal(501, File.ReadLines(Path.Combine(folder.FullPath, ResultFiles.Merchants)).Skip(1).Count());
        var online = File.ReadLines(Path.Combine(folder.FullPath, ResultFiles.Hours)).Skip(1).Where(line => line.Contains("online", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(online);
    }

    [Fact]
    public async Task Threads_change_no_byte_of_a_summary_under_an_ensemble()
    {
        var scenario = TinyScenarios.Lottery(60);
        var one = await new CampaignExperiment(scenario, new ExperimentOptions { Runs = 8, Ensemble = Three, Threads = 1 }).RunAsync(Cancellation);
        var two = await new CampaignExperiment(scenario, new ExperimentOptions { Runs = 8, Ensemble = Three, Threads = 2 }).RunAsync(Cancellation);

        Assert.Equal(SummaryFile.Write(one), SummaryFile.Write(two));
        Assert.Equal(one.Tables, two.Tables);
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        var file = Path.Combine(_folder.Path, ResultFiles.Ensemble);
        File.WriteAllBytes(file, Three.WriteJson());

        Assert.Equal(Three.Hash, ParameterEnsemble.Read(file).Hash);
        Assert.Equal(Three.WriteJson(), ParameterEnsemble.Read(_folder.Path).WriteJson());
        Assert.Equal(["behaviour.basket.medianYuan=120", "behaviour.basket.sigma=1.2"], Three.SettingsOf(5));
    }

    [Fact]
    public async Task A_set_that_does_not_fit_the_scenario_is_refused_by_its_number_and_path()
    {
        var bad = new ParameterEnsemble("this test", ["behaviour.basket.sigma"], [[1], [99]]);

        var refused = await Assert.ThrowsAsync<ScenarioException>(() => new CampaignExperiment(TinyScenarios.Lottery(20), new ExperimentOptions { Runs = 3, Ensemble = bad }).RunAsync(Cancellation));

        Assert.Contains("set 2 of the ensemble", refused.Message, StringComparison.Ordinal);
        Assert.Equal("behaviour.basket.sigma", Assert.Single(refused.Faults).Path);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("no json")]
    [InlineData("{\"schema\":\"dcepsim.ensemble/1\",\"origin\":\"x\",\"paths\":[\"a\"],\"sets\":[[1,2]]}")]
    [InlineData("{\"schema\":\"dcepsim.ensemble/1\",\"origin\":\"x\",\"paths\":[],\"sets\":[]}")]
    public void What_is_no_ensemble_is_refused_with_its_path(string text)
    {
        var file = Path.Combine(_folder.Path, "sets.json");
        File.WriteAllText(file, text);

        Assert.Contains(file, Assert.Throws<ManifestException>(() => ParameterEnsemble.Read(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_keep_all_their_digits_in_any_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Assert.Equal(["behaviour.basket.sigma=0.1"], new ParameterEnsemble("x", ["behaviour.basket.sigma"], [[0.1]]).SettingsOf(1));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
