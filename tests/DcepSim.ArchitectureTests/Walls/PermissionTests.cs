namespace DcepSim.ArchitectureTests.Walls;

/// <summary>What a room may know of time, chance, threads, disk and the terminal, as its BannedSymbols.txt states it.</summary>
public class PermissionTests
{
    private const string Disk = "disk and network";

    // src/decisions/0015: no thread talks to another there.
    private static readonly (string Room, string Use)[] Excepted = [("DcepSim.Ledger", "DcepSim.Ledger.LargePages.Fetch uses System.Threading.Interlocked.Or")];

    public static TheoryData<string> RoomNames => [.. Repository.RoomNames];

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void The_banned_sections_are_those_the_plan_asks_for(string name)
    {
        Assert.Equal(SectionsOf(Plan.Of(name)).Order(StringComparer.Ordinal), BannedSymbolFile.Of(name).Sections.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Sections_of_one_title_are_the_same_in_every_room()
    {
        var sections = Repository.RoomNames.SelectMany(name => BannedSymbolFile.Of(name).Sections.Select(pair => (Room: name, Title: pair.Key, Lines: pair.Value)));
        foreach (var group in sections.GroupBy(section => section.Title))
            Assert.All(group, section => Assert.True(section.Lines.SequenceEqual(group.First().Lines), $"'{section.Title}' differs between {section.Room} and {group.First().Room}."));
    }

    [Fact]
    public void Every_banned_symbol_names_its_cure()
    {
        foreach (var room in Repository.RoomNames)
            Assert.All(BannedSymbolFile.Of(room).Sections.Values.SelectMany(lines => lines), line => Assert.Matches("^[TMPN]:[^;]+;.{20,}$", line));
    }

    /// <summary>The analyzer does not see a lock statement, and the journal's folder is lifted from it: the compiled code shows both.</summary>
    [Theory]
    [MemberData(nameof(RoomNames))]
    public void The_compiled_code_touches_nothing_banned(string name)
    {
        var file = BannedSymbolFile.Of(name);
        var everywhere = file.IdsExcept(null);
        var journal = file.IdsExcept(Disk);
        var faults = MemberUse.In(Repository.AssemblyOf(name))
            .Where(use => use.Touches(use.Namespace.StartsWith("DcepSim.Settlement.Journal", StringComparison.Ordinal) ? journal : everywhere) || use.DrawsFromHiddenSource)
            .Select(use => use.ToString())
            .Distinct();
        Assert.Equal(Excepted.Where(exception => exception.Room == name).Select(exception => exception.Use), faults);
    }

    private static IEnumerable<string> SectionsOf(Room room)
    {
        if (room.Time == TimePermission.None)
            yield return "time: not a word of it";
        if (room.Time != TimePermission.System)
            yield return "time: the wall clock";
        if (room.Time is TimePermission.None or TimePermission.AsValue)
            yield return "time: no clock at all, not even a given one";
        yield return "chance: hidden sources";
        if (!room.Entropy)
            yield return "chance: the machine's entropy";
        if (room.Chance == ChancePermission.None)
            yield return "chance: no key either";
        if (room.MayUse.Contains("MathNet.Numerics"))
            yield return "chance: MathNet's own sources and the constructors that take its hidden, process-wide one";
        if (!room.Threads)
            yield return "threads";
        if (!room.Disk)
            yield return Disk;
        if (!room.Terminal)
            yield return "the terminal";
        if (!room.Disk && room.Name != "DcepSim.Testing")
            yield return "the machine it happens to run on";
    }
}
