using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Simulation.Scenarios;
using DcepSim.Testing;
using DcepSim.Validation;

namespace DcepSim.UnitTests.Validation;

public sealed class CampaignValidationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_fitted_figure_is_never_called_validated_however_well_it_agrees()
    {
        var mean = await MeanOfClaimed();

        var figure = (await Validate(("claimed", mean, FigureRole.Fitted))).Figures.Single();

        Assert.Equal((true, true, false, null), (figure.IsInsideRunRange, figure.IsInsideMeanInterval, figure.IsTest, figure.IsValidated));
    }

    [Fact]
    public async Task A_held_out_figure_is_validated_inside_the_run_range_and_not_outside()
    {
        var mean = await MeanOfClaimed();

        var inside = (await Validate(("claimed", mean, FigureRole.HeldOut))).Figures.Single();
        var outside = (await Validate(("claimed", mean * 3, FigureRole.HeldOut))).Figures.Single();

        Assert.Equal((true, true), (inside.IsTest, inside.IsValidated));
        Assert.Equal((true, false), (outside.IsTest, outside.IsValidated));
        Assert.InRange(outside.Difference!.Value, -0.68, -0.65);
    }

    [Fact]
    public async Task A_figure_that_the_scenario_cannot_give_is_not_simulated()
    {
        var figure = (await Validate(("onlineRedeemedFen", 5, FigureRole.HeldOut))).Figures.Single();

        Assert.Equal((null, null, null), (figure.Estimate, figure.IsInsideRunRange, figure.IsValidated));
    }

    [Fact]
    public async Task With_one_run_nothing_is_judged()
    {
        var figure = (await Validate(runs: 1, figures: ("claimed", 5, FigureRole.HeldOut))).Figures.Single();

        Assert.Equal((null, null), (figure.IsInsideRunRange, figure.IsValidated));
    }

    [Fact]
    public async Task The_files_say_role_and_outcome_of_every_figure_and_are_the_same_bytes_again()
    {
        var validation = await Validate(("redeemedFen", 5, FigureRole.HeldOut), ("claimed", 100, FigureRole.Fitted));

        using var json = JsonDocument.Parse(validation.WriteJson());
        var statistics = json.RootElement.GetProperty("statistics");
        Assert.Equal(["claimed", "redeemedFen"], statistics.EnumerateObject().Select(entry => entry.Name));
        Assert.Equal(JsonValueKind.Null, statistics.GetProperty("claimed").GetProperty("validated").ValueKind);
        Assert.Equal(JsonValueKind.False, statistics.GetProperty("redeemedFen").GetProperty("validated").ValueKind);
        Assert.Equal((1, 0), (json.RootElement.GetProperty("heldOut").GetProperty("tests").GetInt32(), json.RootElement.GetProperty("heldOut").GetProperty("validated").GetInt32()));
        Assert.Equal(3, Encoding.UTF8.GetString(validation.WriteCsv()).TrimEnd().Split('\n').Length);
        Assert.Equal(validation.WriteJson(), (await Validate(("redeemedFen", 5, FigureRole.HeldOut), ("claimed", 100, FigureRole.Fitted))).WriteJson());
    }

    private static async Task<long> MeanOfClaimed() => (long)(await Campaign.RunAsync(TinyScenarios.Lottery(), 10, 1, Cancellation)).Metrics[Metric.Claimed].Mean;

    private static Task<CampaignValidation> Validate(params (string Name, long Value, FigureRole Role)[] figures) => Validate(10, figures);

    private static Task<CampaignValidation> Validate(int runs, params (string Name, long Value, FigureRole Role)[] figures) => CampaignValidation.RunAsync(
        TinyScenarios.Lottery() with { Published = figures.ToImmutableSortedDictionary(figure => figure.Name, figure => new PublishedFigure(figure.Value, figure.Role, "made up")) },
        new ExperimentOptions { Runs = runs },
        Cancellation);
}
