using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace DcepSim.Scenarios;

/// <summary>The single values of a scenario that are right by themselves, by path, in file order.</summary>
internal sealed class ScenarioValues
{
    private readonly Dictionary<string, object> _values = [];
    private readonly Dictionary<string, int> _counts = [];
    private readonly Dictionary<string, List<string>> _entries = [];

    /// <summary>The paths that need a provenance: single values, and sequences of numbers as one.</summary>
    public List<string> Marked { get; } = [];

    /// <summary>Every path that stands in the file and may have a provenance, sections included.</summary>
    public HashSet<string> FieldPaths { get; } = [];

    /// <summary>Every path that may stand in the file and does not: what it then means may have a provenance too.</summary>
    public HashSet<string> LeftOut { get; } = [];

    public static string ItemPath(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    public void Put(string path, object value) => _values[path] = value;

    public void PutCount(string path, int count) => _counts[path] = count;

    public void PutEntries(string path, List<string> names) => _entries[path] = names;

    public bool TryGet<T>(string path, [MaybeNullWhen(false)] out T value)
    {
        if (_values.TryGetValue(path, out var found))
        {
            value = (T)found;
            return true;
        }

        value = default;
        return false;
    }

    public bool Has(string path) => _values.ContainsKey(path);

    public T Get<T>(string path) => (T)_values[path];

    /// <summary>Whether both have the same at a path, a sequence item by item, or both nothing.</summary>
    public bool HasSame(string path, ScenarioValues other) =>
        Equals(_values.GetValueOrDefault(path), other._values.GetValueOrDefault(path))
        && Count(path) == other.Count(path)
        && Enumerable.Range(0, Count(path)).All(index => HasSame(ItemPath(path, index), other));

    /// <summary>How many items a sequence has; 0 when it is missing or wrong.</summary>
    public int Count(string path) => _counts.GetValueOrDefault(path);

    /// <summary>The entry names of a table, in file order.</summary>
    public List<string> Entries(string path) => _entries.GetValueOrDefault(path) ?? [];
}
