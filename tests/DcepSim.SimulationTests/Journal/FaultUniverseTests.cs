using System.Collections.Concurrent;
using System.Globalization;
using DcepSim.Testing;

namespace DcepSim.SimulationTests.Journal;

public class FaultUniverseTests
{
    private const int Universes = 2_500;
    private const int FirstNightlySeed = 1_000_001;

    public static TheoryData<long> Regressions =>
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "regressions", "journal-universes.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => long.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture)),
    ];

    [Theory]
    [MemberData(nameof(Regressions))]
    public void A_universe_that_once_failed_does_not_fail_again(long seed)
    {
        new FaultUniverse(seed).Run();
    }

    [Fact]
    public void In_every_universe_what_was_answered_for_is_recovered_exactly_once()
    {
        var seen = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        Parallel.For(1, TestScale.Of(Universes) + 1, seed => Run(seed, seen));

        TestContext.Current.SendDiagnosticMessage($"{TestScale.Of(Universes):N0} universes, seeds 1 to {TestScale.Of(Universes)}: {Text(seen)}");
        string[] wanted = ["JournalStoppedException", "JournalFullException", "damage", "power cut", "worked to the end"];
        Assert.All(wanted, what => Assert.True(seen.GetValueOrDefault(what) > 5, $"'{what}' happened {seen.GetValueOrDefault(what)} times: too few to tell."));
    }

    [Fact]
    public void In_the_night_new_universes_are_tried_for_as_long_as_told()
    {
        Assert.SkipUnless(Nightly.Span > TimeSpan.Zero, $"Set {Nightly.Variable} to a number of minutes.");
        var seen = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var seed = Nightly.FirstSeed(FirstNightlySeed) - 1;
        var first = seed + 1;
        Nightly.Repeat(() => Run(Interlocked.Increment(ref seed), seen));
        TestContext.Current.SendDiagnosticMessage($"seeds {first} to {seed}: {Text(seen)}");
    }

    private static void Run(long seed, ConcurrentDictionary<string, int> seen)
    {
        var universe = new FaultUniverse(seed);
        var fault = Record.Exception(universe.Run);
        Assert.True(fault is null, $"seed {seed} (keep it in seeds/regressions/journal-universes.txt): {fault}");
        foreach (var (what, count) in universe.Seen)
            seen.AddOrUpdate(what, count, (_, before) => before + count);
    }

    private static string Text(ConcurrentDictionary<string, int> seen) =>
        string.Join(", ", seen.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Key} {one.Value}")));
}
