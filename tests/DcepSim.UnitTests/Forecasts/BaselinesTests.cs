using System.Collections.Immutable;
using DcepSim.Forecasts;
using DcepSim.Results;
using DcepSim.Simulation.Scenarios;
using DcepSim.Testing;

namespace DcepSim.UnitTests.Forecasts;

public class BaselinesTests
{
    private static readonly Scenario[] Training = [Pilot(100, 90, 1_500_000, 14_000), Pilot(200, 190, 3_600_000, 12_000)];

    private static readonly Scenario Target = TinyScenarios.Lottery(400) is var plain
        ? plain with { Campaign = plain.Campaign with { Packets = [new PacketScenario(Amount.FromYuan(50), 400)] } }
        : plain;

    [Fact]
    public void Counts_scale_with_packets_and_money_with_money_issued()
    {
        Assert.Equal(360, Baselines.FirstPilotScaled(Metric.Claimed, Training, Target)!.Value, 9);
        Assert.Equal(370, Baselines.MeanOfRatios(Metric.Claimed, Training, Target)!.Value, 9);
        Assert.Equal(1_500_000, Baselines.FirstPilotScaled(Metric.Redeemed, Training, Target)!.Value, 6);
        Assert.Equal(1_650_000, Baselines.MeanOfRatios(Metric.Redeemed, Training, Target)!.Value, 6);
    }

    [Fact]
    public void A_mean_payment_is_carried_over_and_what_nobody_published_has_no_baseline()
    {
        Assert.Equal(14_000, Baselines.FirstPilotScaled(Metric.MeanPayment, Training, Target)!.Value, 9);
        Assert.Equal(13_000, Baselines.MeanOfRatios(Metric.MeanPayment, Training, Target)!.Value, 9);
        Assert.Null(Baselines.FirstPilotScaled(Metric.OwnMoney, Training, Target));
        Assert.Null(Baselines.MeanOfRatios(Metric.OwnMoney, Training, Target));
    }

    private static Scenario Pilot(int winners, long claimed, long redeemedFen, long meanPaymentFen) => TinyScenarios.Lottery(winners) with
    {
        Published = ImmutableSortedDictionary<string, PublishedFigure>.Empty
            .Add("claimed", new(claimed, FigureRole.Fitted, "this test"))
            .Add("redeemedFen", new(redeemedFen, FigureRole.Fitted, "this test"))
            .Add("meanPaymentFen", new(meanPaymentFen, FigureRole.Derived, "this test")),
    };
}
