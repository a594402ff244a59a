using DcepSim.Simulation.Scenarios;
using DcepSim.Simulation.Timeline;
using NodaTime;

namespace DcepSim.UnitTests.Simulation;

public sealed class ShoppingCalendarTests
{
    private const int Moments = 2_000;
    private static readonly LocalDateTime Opens = new(2020, 10, 12, 18, 30, 0);

    [Theory]
    [InlineData(1.0)]
    [InlineData(12.0)]
    public void A_moment_is_the_last_at_which_no_more_shopping_time_has_passed(double spread)
    {
        var key = RandomKey.FromSeed(20_201_012);
        for (var calendarNumber = 0UL; calendarNumber < 20; calendarNumber++)
        {
            var chance = key.Child(calendarNumber);
            var calendar = Calendar(chance, spread);
            for (var draw = 0UL; draw < Moments; draw++)
            {
                var ms = (long)(chance.Block(draw).A % (ulong)calendar.LengthMs);
                foreach (var near in new[] { -1L, 0L, 1L })
                {
                    var units = Math.Clamp(calendar.UnitsAt(ms) + near, 0, calendar.TotalUnits - 1);
                    var moment = calendar.MsAt(units);
                    Assert.InRange(units, calendar.UnitsAt(moment), calendar.UnitsAt(moment + 1) - 1);
                }
            }
        }
    }

    // With much spread one hour has nearly all the weight, a hundred times as much before the close: too much for the quick way.
    private static ShoppingCalendar Calendar(RandomKey chance, double spread)
    {
        var hours = Enumerable.Range(0, 24).Select(hour => Math.Pow(10, -spread * (chance.Child("hour").Block((ulong)hour).A / (double)ulong.MaxValue)));
        return new(Opens, Opens.PlusDays(3).PlusMinutes(17), new OccasionScenario(0.3, 1, 0, 1, [.. hours], [0.01, 0.01, 0.01, 1, 0.01, 0.01, 0.01])
        {
            DeadlineFactor = 100,
            DeadlineHours = 30,
        });
    }
}
