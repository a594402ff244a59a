using DcepSim.Offline;
using DcepSim.Testing;
using FsCheck;
using FsCheck.Fluent;
using NodaTime.HighPerformance;

namespace DcepSim.PropertyTests;

/// <summary>
/// L7: value in purses + tokens under way = float in the book = loaded − valid unique deposits; a duplicate token never mints; with broken
/// devices the loss is at most what payee-enforced caps and reachable payees allow, and reconciliation shows it.
/// </summary>
/// <remarks>One case is one history of <see cref="Steps"/> device steps under every fault. FsCheck prints the seed of a case that fails; the
/// history is a pure function of it.</remarks>
public class L7_OfflineValueIsBounded
{
    private const int Steps = 100_000;

    private static readonly OfflinePolicy[] Policies =
    [
        OfflinePolicy.FullyOffline with { LateMax = Duration64.FromMinutes(3) }, // so short that late deliveries happen often
        OfflinePolicy.IntermittentlyOffline with { PaymentsMax = 20, HopsMax = 3 },
        OfflinePolicy.StagedOffline,
        OfflinePolicy.NoPower,
    ];

    [Fact]
    public void Honest_devices_never_lose_or_make_a_fen() =>
        Check((seed, policy) =>
        {
            var history = new OfflineHistory(policy, seed);
            history.Run(Steps);
            return history.Faults();
        });

    [Fact]
    public void Broken_devices_take_at_most_the_bound_and_the_book_shows_what_they_took() =>
        Check((seed, policy) =>
        {
            var history = WithBroken(policy, seed, lies: false);
            history.Run(Steps);
            return history.Faults();
        });

    [Fact]
    public void Payees_that_lie_cost_honest_purses_nothing()
    {
        Check((seed, policy) =>
        {
            var history = WithBroken(policy, seed, lies: true);
            history.Run(Steps);
            return history.Faults();
        });
    }

    private static OfflineHistory WithBroken(OfflinePolicy policy, int seed, bool lies)
    {
        var choice = Math.Abs((long)seed);
        return new(
            policy with { PayeeCap = Amount.FromYuan(100), LossBearer = (LossBearer)(choice / 3 % 3) }, seed, broken: 2, (Compromise)(1 + (choice % 3)), lies);
    }

    private static void Check(Func<int, OfflinePolicy, string> law)
    {
        var seeds = ArbMap.Default.ArbFor<int>().Generator.Resize(1_000_000).ToArbitrary();
        foreach (var policy in Policies)
            Prop.ForAll(seeds, seed => law(seed, policy) is var faults && faults.Length == 0 ? true.ToProperty() : false.Label($"{policy.Mode}: {faults}"))
                .Check(Config.QuickThrowOnFailure.WithMaxTest(TestScale.Of(1)));
    }
}
