namespace DcepSim.Scenarios;

/// <summary>A JSON value as it stands in a file: numbers keep their digits, names their order and repetitions, and everything its line.</summary>
internal sealed class ScenarioNode(ScenarioNodeKind kind, string text, int line)
{
    public ScenarioNodeKind Kind { get; } = kind;

    /// <summary>A string's characters, a number's digits as written, or <c>true</c>, <c>false</c>, <c>null</c>.</summary>
    public string Text { get; } = text;

    /// <summary>The line in the file, from 1; 0 when the value was set by the user.</summary>
    public int Line { get; } = line;

    public List<KeyValuePair<string, ScenarioNode>> Members { get; } = [];

    public List<ScenarioNode> Items { get; } = [];

    /// <summary>The value in the words of an error message, shortened.</summary>
    public string Shown => Kind switch
    {
        ScenarioNodeKind.Object => "an object",
        ScenarioNodeKind.Array => "an array",
        ScenarioNodeKind.String => $"\"{Shorten(Text)}\"",
        _ => Shorten(Text),
    };

    public static ScenarioNode NewObject() => new(ScenarioNodeKind.Object, "", 0);

    public static ScenarioNode NewString(string text) => new(ScenarioNodeKind.String, text, 0);

    public ScenarioNode? Find(string name)
    {
        var index = Members.FindIndex(member => member.Key == name);
        return index < 0 ? null : Members[index].Value;
    }

    public void Put(string name, ScenarioNode value)
    {
        var index = Members.FindIndex(member => member.Key == name);
        if (index < 0)
            Members.Add(new(name, value));
        else
            Members[index] = new(name, value);
    }

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..57] + "...";
}
