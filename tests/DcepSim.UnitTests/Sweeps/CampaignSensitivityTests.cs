using System.Text.Json;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Sweeps;
using DcepSim.Testing;

namespace DcepSim.UnitTests.Sweeps;

public sealed class CampaignSensitivityTests
{
    private static readonly string[] Axes = ["behaviour.basket.medianYuan=50..400", "behaviour.ownMoney.topUpProbability=0.1..0.9"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_field_that_cannot_move_a_metric_explains_nothing_of_it()
    {
        var study = await Study(Metric.Redeemed, SensitivityMethod.Sobol, 32);

        // How the rest above the packet is paid leaves the packet as it is.
        Assert.Equal(0, Of(study, 1, "first").Value, 1e-9);
        Assert.Equal(0, Of(study, 1, "total").Value, 1e-9);
        Assert.InRange(Of(study, 0, "total").Value, 0.8, 1.2);
        Assert.All(study.Indices, index => Assert.True(index.Estimate.Low <= index.Estimate.High));
        Assert.Equal(32 * 4, study.Facts.Points);
    }

    [Fact]
    public async Task Morris_ranks_the_field_that_moves_the_metric_first()
    {
        var study = await Study(Metric.Redeemed, SensitivityMethod.Morris, 8);

        Assert.Equal((0.0, 0.0), (Of(study, 1, "muStar").Value, Of(study, 1, "sigma").Value));
        var muStar = Of(study, 0, "muStar");
        Assert.True(muStar.Value > 0 && muStar.Low <= muStar.Value && muStar.Value <= muStar.High);
        Assert.Equal(8 * 3, study.Facts.Points);
    }

    [Fact]
    public async Task The_files_are_the_same_bytes_on_any_number_of_threads()
    {
        var one = await Study(Metric.OwnMoney, SensitivityMethod.Sobol, 4, threads: 1);
        var four = await Study(Metric.OwnMoney, SensitivityMethod.Sobol, 4, threads: 4);

        Assert.Equal(one.WriteJson(), four.WriteJson());
        Assert.Equal(one.WriteCsv(), four.WriteCsv());
        using var json = JsonDocument.Parse(one.WriteJson());
        Assert.Equal(("dcepsim.sensitivity/1", "ownMoneyFen", "sobol"), (json.RootElement.GetProperty("schema").GetString(), json.RootElement.GetProperty("metric").GetString(), json.RootElement.GetProperty("method").GetString()));
        Assert.Equal(JsonValueKind.Number, json.RootElement.GetProperty("fields")[0].GetProperty("first").GetProperty("low").ValueKind);
    }

    [Fact]
    public async Task Where_nothing_moves_there_are_no_indices()
    {
        var study = await Study(Metric.Winners, SensitivityMethod.Sobol, 4);

        Assert.All(study.Indices, index => Assert.False(double.IsFinite(index.Estimate.Value)));
        using var json = JsonDocument.Parse(study.WriteJson());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("fields")[0].GetProperty("total").GetProperty("value").ValueKind);
    }

    [Fact]
    public async Task What_does_not_fit_the_method_is_refused()
    {
        await Assert.ThrowsAsync<ScenarioException>(() => Study(Metric.Redeemed, SensitivityMethod.Sobol, 1));
        await Assert.ThrowsAsync<ScenarioException>(() => Study(Metric.OnlineRedeemed, SensitivityMethod.Sobol, 2));
        Assert.Throws<ScenarioException>(() => CampaignSensitivity.CountPoints([SweepAxis.Parse("merchants.count=1,2")], SensitivityMethod.Morris, 4));
    }

    private static DcepSim.Statistics.Estimation.IntervalEstimate Of(CampaignSensitivity study, int axis, string index) =>
        study.Indices.Single(row => row.Path == study.Axes[axis].Path && row.Index == index).Estimate;

    private static Task<CampaignSensitivity> Study(Metric metric, SensitivityMethod method, int points, int threads = 2) => CampaignSensitivity.RunAsync(
        TinyScenarios.Lottery(60), [.. Axes.Select(SweepAxis.Parse)], metric, method, points, new ExperimentOptions { Runs = 1, Threads = threads }, Cancellation);
}
