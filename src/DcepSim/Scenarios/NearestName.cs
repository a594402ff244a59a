namespace DcepSim.Scenarios;

/// <summary>Finds what a misspelt name was probably meant to be.</summary>
internal static class NearestName
{
    private const int PartMin = 4;

    /// <summary>The known name with the fewest edits, if they are few for its length; otherwise the first of which this is a part, or <c>null</c>.</summary>
    public static string? Find(string name, IEnumerable<string> known) => Alike(name, known)
        ?? (name.Length < PartMin ? null : known.FirstOrDefault(candidate => candidate.Contains(name, StringComparison.OrdinalIgnoreCase)));

    private static string? Alike(string name, IEnumerable<string> known) => known
        .Select(candidate => (candidate, Edits: Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant())))
        .Where(pair => pair.Edits <= Math.Max(2, pair.candidate.Length / 3))
        .OrderBy(pair => pair.Edits)
        .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
        .Select(pair => pair.candidate)
        .FirstOrDefault();

    /// <summary>"; did you mean X?", or nothing.</summary>
    public static string Hint(string name, IEnumerable<string> known) => Find(name, known) is { } nearest ? $"; did you mean {nearest}?" : "";

    private static int Distance(string left, string right)
    {
        if (Math.Abs(left.Length - right.Length) > right.Length)
            return int.MaxValue;

        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
