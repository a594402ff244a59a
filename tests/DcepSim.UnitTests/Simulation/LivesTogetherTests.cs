using DcepSim.Simulation.Agents;
using DcepSim.Simulation.Scenarios;
using DcepSim.Simulation.Timeline;
using DcepSim.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DcepSim.UnitTests.Simulation;

/// <summary>A life told beside others, with vectors, is the life told by itself.</summary>
public class LivesTogetherTests
{
    private const int Bits = 22;

    [Fact]
    public void Lives_told_side_by_side_are_the_lives_told_one_by_one()
    {
        var events = 0;
        var inputs = from scenario in RandomScenarios.Arbitrary().Generator
                     from count in Gen.Choose(1, LifeColumns.Length)
                     from seed in Gen.Choose(0, int.MaxValue)
                     from platform in Gen.Elements(0.0, 0, 0.4)
                     select (platform == 0 ? scenario : WithPlatform(scenario, platform), count, seed);
        Prop.ForAll(inputs.ToArbitrary(), input =>
        {
            var (scenario, count, seed) = input;
            var lives = RandomKey.FromSeed(seed);
            var terms = ScenarioTerms.Of(scenario);
            var leadMs = (long)(terms.Spending.Start - terms.Claims.Start).TotalMilliseconds;
            var generator = new LifeGenerator(new BehaviourTables(scenario), leadMs, scenario.Behaviour.OwnMoney.Reading);
            var lengthMs = (long)(terms.Spending.End - terms.Claims.Start).TotalMilliseconds;
            var (alone, together) = (Sheaf(lengthMs), Sheaf(lengthMs));
            for (var life = 0; life < count; life++)
            {
                together.Columns.Numbers[life] = (ulong)(life * 3);
                together.Columns.MostFen[life] = life % 7 * 5_000;
                generator.Tell(life + 9, life % 7 * 5_000, lives.Child((ulong)(life * 3)), alone);
            }

            generator.TellTogether(9, count, lives, together.Columns, together);

            var expected = Ordered(alone, lengthMs);
            Assert.Equal(expected, Ordered(together, lengthMs));
            events += expected.Length;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(TestScale.Of(60)));
        Assert.True(events > 10_000, $"Only {events} events were compared.");
    }

    private static Scenario WithPlatform(Scenario scenario, double share) => scenario with
    {
        Merchants = scenario.Merchants with { OnlinePlatforms = [new PlatformScenario(new("Shop", "商城"), share)] },
    };

    private static EventSheaf Sheaf(long lengthMs)
    {
        var sheaf = new EventSheaf();
        sheaf.Clear((int)(lengthMs >> Bits) + 1, Bits);
        return sheaf;
    }

    private static LifeEvent[] Ordered(EventSheaf sheaf, long lengthMs)
    {
        var events = new List<LifeEvent>();
        var order = new EventOrder();
        for (var stretch = 0; stretch <= (int)(lengthMs >> Bits); stretch++)
        {
            order.Read([sheaf], stretch, Bits);
            events.AddRange(order.Events);
        }

        return [.. events];
    }
}
