using System.Globalization;
using DcepSim.Testing;

namespace DcepSim.SimulationTests.Journal;

public class FaultUniverseTests
{
    private const int Universes = 150;

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
        var seen = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var seed = 1; seed <= TestScale.Of(Universes); seed++)
        {
            var universe = new FaultUniverse(seed);
            var fault = Record.Exception(universe.Run);
            Assert.True(fault is null, $"seed {seed}: {fault}");
            foreach (var (what, count) in universe.Seen)
                seen[what] = seen.GetValueOrDefault(what) + count;
        }

        string[] wanted = ["JournalStoppedException", "JournalFullException", "damage", "power cut", "worked to the end"];
        Assert.All(wanted, what => Assert.True(seen.GetValueOrDefault(what) > 5, $"'{what}' happened {seen.GetValueOrDefault(what)} times: too few to tell."));
    }
}
