using DcepSim.Campaigns;
using DcepSim.Simulation;
using DcepSim.Simulation.Scenarios;
using DcepSim.Testing;
using NodaTime;

namespace DcepSim.UnitTests.Simulation;

public sealed class TimingTests
{
    private static readonly Scenario Plain = TinyScenarios.Lottery(600);

    [Theory] // the fast run and the one with mechanisms
    [InlineData(false)]
    [InlineData(true)]
    public void Claimants_who_wait_before_shopping_begins_spend_less_on_the_first_day(bool hasMechanisms)
    {
        var plain = hasMechanisms ? Plain with { Campaign = Plain.Campaign with { Limits = new(1_000, Amount.Zero, 0) } } : Plain;
        var waiting = plain with { Behaviour = plain.Behaviour with { Occasions = plain.Behaviour.Occasions with { ReadinessMeanHours = 24 } } };

        var (atOnce, later) = (FirstDay(Run(plain)), FirstDay(Run(waiting)));

        Assert.True(later < 0.7 * atOnce, $"{later} payments against {atOnce}.");
        Assert.NotEmpty(Run(waiting));
    }

    [Fact]
    public void People_shop_more_often_in_the_last_hours_before_the_close()
    {
        var rare = Plain with { Behaviour = Plain.Behaviour with { Occasions = Plain.Behaviour.Occasions with { PerDay = 0.2 } } };
        var late = rare with { Behaviour = rare.Behaviour with { Occasions = rare.Behaviour.Occasions with { DeadlineFactor = 4, DeadlineHours = 24 } } };

        var lastDay = ShanghaiTime.At(rare.Campaign.SpendCloses) - Duration.FromHours(24);
        var (before, after) = (Run(rare), Run(late));

        Assert.Equal(before.Where(payment => payment.Time < lastDay).Select(payment => payment.Time), after.Where(payment => payment.Time < lastDay).Select(payment => payment.Time));
        var factor = after.Count(payment => payment.Time >= lastDay) / (double)before.Count(payment => payment.Time >= lastDay);
        Assert.InRange(factor, 2, 4.5); // some use their packet up before the day is over
    }

    private static int FirstDay(List<PaymentRecord> payments) =>
        payments.Count(payment => payment.Time < ShanghaiTime.At(Plain.Campaign.SpendOpens) + Duration.FromHours(24));

    private static List<PaymentRecord> Run(Scenario scenario)
    {
        var log = new PaymentList();
        var outcome = new CampaignRun(new CampaignModel(scenario)).Execute(RandomKey.FromSeed(1), log, cancellation: TestContext.Current.CancellationToken);
        Assert.True(outcome.Audit.IsClean, string.Join("; ", outcome.Audit.Breaks));
        return log.Payments;
    }
}
