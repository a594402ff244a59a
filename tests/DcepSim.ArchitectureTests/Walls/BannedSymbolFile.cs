namespace DcepSim.ArchitectureTests.Walls;

/// <summary>A room's BannedSymbols.txt: sections by title, each line a documentation id and its cure.</summary>
internal sealed class BannedSymbolFile
{
    private BannedSymbolFile(IReadOnlyDictionary<string, IReadOnlyList<string>> sections) => Sections = sections;

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Sections { get; }

    public static BannedSymbolFile Of(string room)
    {
        var sections = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        List<string>? current = null;
        foreach (var line in File.ReadLines(Repository.Path("src", room, "BannedSymbols.txt")).SkipWhile(line => line.Length > 0))
        {
            if (line.StartsWith("// ", StringComparison.Ordinal))
                sections.Add(line[3..], current = []);
            else if (line.Length > 0)
                current!.Add(line);
        }

        return new(sections);
    }

    /// <summary>The documentation ids of all sections but one.</summary>
    public IReadOnlySet<string> IdsExcept(string? section) =>
        Sections.Where(pair => pair.Key != section).SelectMany(pair => pair.Value).Select(line => line[..line.IndexOf(';', StringComparison.Ordinal)]).ToHashSet(StringComparer.Ordinal);
}
