namespace DcepSim.Scenarios;

/// <summary>The rows of <see cref="ScenarioFields"/> as a tree.</summary>
internal sealed class ScenarioShape
{
    private readonly Dictionary<string, ScenarioShape> _children = [];

    private ScenarioShape(ScenarioField field) => Field = field;

    public static ScenarioShape Root { get; } = Build();

    public ScenarioField Field { get; }

    /// <summary>The fields of a section, in file order.</summary>
    public List<ScenarioShape> Children { get; } = [];

    /// <summary>What each item of a sequence or entry of a table looks like.</summary>
    public ScenarioShape? Item { get; private set; }

    public IEnumerable<string> Names => Children.Select(child => child.Name);

    /// <summary>The last name of the path.</summary>
    public string Name => Field.Path[(Field.Path.LastIndexOf('.') + 1)..];

    public ScenarioShape? Find(string name) => _children.GetValueOrDefault(name);

    private static ScenarioShape Build()
    {
        var root = new ScenarioShape(new("", ScenarioFieldType.Section, "A scenario of DcepSim: one e-CNY red-packet campaign."));
        var known = new Dictionary<string, ScenarioShape> { [""] = root };
        foreach (var field in ScenarioFields.All)
        {
            var shape = new ScenarioShape(field);
            known.Add(field.Path, shape);
            known[ParentOf(field.Path)].Add(shape);
        }

        return root;
    }

    private static string ParentOf(string path) => path.EndsWith("[]", StringComparison.Ordinal)
        ? path[..^2]
        : path[..Math.Max(0, path.LastIndexOf('.'))];

    private void Add(ScenarioShape child)
    {
        if (Field.Type == ScenarioFieldType.Section)
        {
            Children.Add(child);
            _children.Add(child.Name, child);
        }
        else
        {
            Item = child;
        }
    }
}
