using System.Text;
using System.Text.RegularExpressions;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Scenarios;

/// <summary>One <c>path=value</c> of the user: finds its place by the table of fields and puts the value there.</summary>
internal static partial class ScenarioSetting
{
    public static void Apply(ScenarioNode root, string setting, List<ScenarioFault> faults)
    {
        var equals = setting.IndexOf('=', StringComparison.Ordinal);
        var path = equals < 0 ? setting : setting[..equals].Trim();
        if (equals <= 0 || !PathForm().IsMatch(path))
        {
            faults.Add(new(path, $"\"{setting}\" is no setting; allowed: path=value, such as campaign.packets[0].count=40000"));
            return;
        }

        if (path.StartsWith("provenance", StringComparison.Ordinal) || path.StartsWith('$'))
        {
            faults.Add(new(path, "cannot be set: a value that is set is marked as assumed, \"set by the user\""));
            return;
        }

        if (Put(root, path, setting[(equals + 1)..].Trim(), faults))
            MarkAsSet(root, path);
    }

    private static bool Put(ScenarioNode root, string path, string text, List<ScenarioFault> faults)
    {
        var node = root;
        var shape = ScenarioShape.Root;
        var done = "";
        foreach (var step in StepForm().EnumerateMatches(path))
        {
            var name = path.AsSpan(step.Index, step.Length).TrimStart('.').ToString();
            var isLast = step.Index + step.Length == path.Length;
            var next = name[0] == '[' ? StepIntoItem(ref node, shape, name, isLast, text) : StepIntoMember(ref node, shape, name, isLast, text);
            if (next.Shape is null)
            {
                faults.Add(new(path, next.Fault.Length > 0 ? next.Fault : $"is not a known field{(done.Length > 0 ? $" of {done}" : "")}{NearestName.Hint(name, Names(shape))}"));
                return false;
            }

            shape = next.Shape;
            done = path[..(step.Index + step.Length)];
        }

        return true;
    }

    private static (ScenarioShape? Shape, string Fault) StepIntoItem(ref ScenarioNode node, ScenarioShape shape, string name, bool isLast, string text)
    {
        if (shape.Field.Type != ScenarioFieldType.Sequence || shape.Item is null)
            return (null, $"has an index where no sequence stands; allowed there: {shape.Field.Allowed}");
        if (!int.TryParse(name.AsSpan(1, name.Length - 2), out var index) || index >= node.Items.Count)
            return (null, $"{name} is not there; allowed: [0] to [{node.Items.Count - 1}]");
        if (isLast)
            node.Items[index] = Value(text, shape.Item);
        node = node.Items[index];
        return (shape.Item, "");
    }

    private static (ScenarioShape? Shape, string Fault) StepIntoMember(ref ScenarioNode node, ScenarioShape shape, string name, bool isLast, string text)
    {
        var child = shape.Field.Type == ScenarioFieldType.Table && shape.Field.Choices.Contains(name) ? shape.Item : shape.Find(name);
        if (child is null)
            return (null, "");
        if (isLast)
            node.Put(name, Value(text, child));
        else if (node.Find(name) is null)
            node.Put(name, ScenarioNode.NewObject());
        node = node.Find(name)!;
        return (child, "");
    }

    // Text may be written bare; everything else is JSON, and what is not even JSON is left to the check of types.
    private static ScenarioNode Value(string text, ScenarioShape shape)
    {
        var isText = shape.Field.Type is ScenarioFieldType.Text or ScenarioFieldType.Choice or ScenarioFieldType.Time;
        if (isText && !text.StartsWith('"'))
            return ScenarioNode.NewString(text);
        var ignored = new List<ScenarioFault>();
        return ScenarioText.Parse(Encoding.UTF8.GetBytes(text), ignored, firstLine: 0) ?? ScenarioNode.NewString(text);
    }

    private static IEnumerable<string> Names(ScenarioShape shape) => shape.Names.Concat(shape.Field.Choices);

    private static void MarkAsSet(ScenarioNode root, string path)
    {
        var mark = ScenarioNode.NewObject();
        mark.Put("mark", ScenarioNode.NewString(ScenarioNames.Of(Mark.Assumed)));
        mark.Put("source", ScenarioNode.NewString(ScenarioMarks.SetByUser));
        if (path.StartsWith("published", StringComparison.Ordinal))
        {
            MarkFigureAsSet(root, path);
            return;
        }

        if (root.Find("provenance") is not { Kind: ScenarioNodeKind.Object } provenance)
        {
            provenance = ScenarioNode.NewObject();
            root.Put("provenance", provenance);
        }

        provenance.Members.RemoveAll(member => member.Key.StartsWith(path + ".", StringComparison.Ordinal) || member.Key.StartsWith(path + "[", StringComparison.Ordinal));
        provenance.Put(path, mark);
    }

    private static void MarkFigureAsSet(ScenarioNode root, string path)
    {
        var names = path.Split('.');
        if (names.Length == 3 && names[2] != "source")
            root.Find("published")!.Find(names[1])!.Put("source", ScenarioNode.NewString(ScenarioMarks.SetByUser));
    }

    [GeneratedRegex(@"^[A-Za-z$][A-Za-z0-9]*(\[[0-9]{1,9}\]|\.[A-Za-z][A-Za-z0-9]*)*$")]
    private static partial Regex PathForm();

    [GeneratedRegex(@"\[[0-9]+\]|\.?[A-Za-z0-9]+")]
    private static partial Regex StepForm();
}
