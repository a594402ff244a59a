namespace DcepSim.Scenarios;

/// <summary>Finds what a misspelt name was probably meant to be.</summary>
internal static class NearestName
{
    private const int PartMin = 4;

    /// <summary>The known name with the fewest edits, if they are few for its length; otherwise the first of which this is a part, or <c>null</c>.</summary>
    public static string? Find(string name, IEnumerable<string> known) => Alike(name, known)
        ?? (name.Length < PartMin ? null : known.FirstOrDefault(candidate => candidate.Contains(name, StringComparison.OrdinalIgnoreCase)));

    private static string? Alike(string name, IEnumerable<string> known) => known
        .Where(candidate => Math.Abs(name.Length - candidate.Length) <= EditsMax(name, candidate))
        .Select(candidate => (candidate, Edits: Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant())))
        .Where(pair => pair.Edits <= EditsMax(name, pair.candidate))
        .OrderBy(pair => pair.Edits)
        .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
        .Select(pair => pair.candidate)
        .FirstOrDefault();

    /// <summary>" (did you mean X?)", which any sentence can go on from, or nothing.</summary>
    public static string Hint(string name, IEnumerable<string> known) => Find(name, known) is { } nearest ? $" (did you mean {nearest}?)" : "";

    // One letter in three may be wrong: of a word of two letters hardly anything would be left that it has in common with another.
    private static int EditsMax(string left, string right) => Math.Min(left.Length, right.Length) / 3;

    // Two letters that changed places are one edit.
    private static int Distance(string left, string right)
    {
        var edits = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                edits[i, j] = i == 0 || j == 0 ? i + j : Math.Min(
                    edits[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1),
                    Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    edits[i, j] = Math.Min(edits[i, j], edits[i - 2, j - 2] + 1);
            }
        }

        return edits[left.Length, right.Length];
    }
}
