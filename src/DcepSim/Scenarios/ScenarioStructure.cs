using System.Globalization;
using System.Text.RegularExpressions;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Scenarios;

/// <summary>Checks every field by itself against its row: known, present once, of the right type, in range. Collects what is right.</summary>
internal sealed class ScenarioStructure(List<ScenarioFault> faults)
{
    private const int FaultsMax = 200; // a file of another kind altogether need not be listed to its end

    public ScenarioValues Values { get; } = new();

    public static ScenarioValues Check(ScenarioNode root, List<ScenarioFault> faults)
    {
        var structure = new ScenarioStructure(faults);
        structure.Visit(root, ScenarioShape.Root, "");
        return structure.Values;
    }

    private static string Place(ScenarioNode node) => node.Line > 0 ? string.Create(CultureInfo.InvariantCulture, $" (line {node.Line})") : "";

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    // Published figures carry their source themselves.
    private static bool NeedsProvenance(string path) =>
        !path.StartsWith('$') && !path.StartsWith("published", StringComparison.Ordinal) && !path.StartsWith("provenance", StringComparison.Ordinal);

    private void Visit(ScenarioNode node, ScenarioShape shape, string path)
    {
        if (NeedsProvenance(path))
            Values.FieldPaths.Add(path);
        switch (shape.Field.Type)
        {
            case ScenarioFieldType.Section when node.Kind == ScenarioNodeKind.Object:
                VisitSection(node, shape, path);
                break;
            case ScenarioFieldType.Table when node.Kind == ScenarioNodeKind.Object:
                VisitTable(node, shape, path);
                break;
            case ScenarioFieldType.Sequence when node.Kind == ScenarioNodeKind.Array:
                VisitSequence(node, shape, path);
                break;
            case ScenarioFieldType.Section or ScenarioFieldType.Table or ScenarioFieldType.Sequence:
                Fault(path, node, $"is {node.Shown}; allowed: {shape.Field.Allowed}");
                break;
            default:
                VisitValue(node, shape.Field, path);
                break;
        }
    }

    private void VisitSection(ScenarioNode node, ScenarioShape shape, string path)
    {
        ReportRepeated(node, path);
        foreach (var (name, member) in node.Members)
        {
            if (shape.Find(name) is null)
                Fault(Join(path, name), member, $"is not a known field{NearestName.Hint(name, shape.Names)}");
        }

        foreach (var child in shape.Children)
        {
            if (node.Find(child.Name) is { } member)
                Visit(member, child, Join(path, child.Name));
            else if (!child.Field.IsOptional)
                Fault(Join(path, child.Name), node, $"is missing: {child.Field.Meaning} Allowed: {child.Field.Allowed}");
            else
                LeaveOut(child, Join(path, child.Name));
        }
    }

    private void LeaveOut(ScenarioShape shape, string path)
    {
        Values.LeftOut.Add(path);
        foreach (var child in shape.Children)
            LeaveOut(child, Join(path, child.Name));
    }

    private void VisitTable(ScenarioNode node, ScenarioShape shape, string path)
    {
        if (node.Members.Count > shape.Field.Max)
        {
            Fault(path, node, string.Create(CultureInfo.InvariantCulture, $"has {node.Members.Count} entries; allowed: up to {shape.Field.Max}"));
            return;
        }

        ReportRepeated(node, path);
        var entries = new List<string>();
        foreach (var (name, member) in node.Members)
        {
            if (shape.Field.Choices.IsEmpty || shape.Field.Choices.Contains(name))
            {
                entries.Add(name);
                Visit(member, shape.Item!, Join(path, name));
            }
            else
            {
                Fault(Join(path, name), member, $"is not a known entry{NearestName.Hint(name, shape.Field.Choices)}; allowed: {string.Join(", ", shape.Field.Choices)}");
            }
        }

        Values.PutEntries(path, entries);
    }

    private void VisitSequence(ScenarioNode node, ScenarioShape shape, string path)
    {
        var field = shape.Field;
        if (node.Items.Count < field.Min || node.Items.Count > field.Max)
            Fault(path, node, $"has {node.Items.Count} items; allowed: {field.Allowed}");
        if (node.Items.Count > field.Max)
            return;

        Values.PutCount(path, node.Items.Count);
        if (shape.Item!.Children.Count == 0)
            Values.Marked.Add(path);
        for (var index = 0; index < node.Items.Count; index++)
            Visit(node.Items[index], shape.Item, ScenarioValues.ItemPath(path, index));
    }

    private void VisitValue(ScenarioNode node, ScenarioField field, string path)
    {
        if (NeedsProvenance(path) && !path.EndsWith(']'))
            Values.Marked.Add(path);
        var kind = field.Type is ScenarioFieldType.Whole or ScenarioFieldType.Number or ScenarioFieldType.Yuan ? ScenarioNodeKind.Number : ScenarioNodeKind.String;
        if (node.Kind != kind)
        {
            Fault(path, node, $"is {node.Shown}; allowed: {field.Allowed}");
            return;
        }

        var reason = Read(node.Text, field, out var value);
        if (reason is null)
            Values.Put(path, value!);
        else
            Fault(path, node, $"{node.Shown} {reason}; allowed: {field.Allowed}");
    }

    /// <summary>The value of a text, or the reason why there is none.</summary>
    private static string? Read(string text, ScenarioField field, out object? value)
    {
        value = null;
        switch (field.Type)
        {
            case ScenarioFieldType.Whole:
                if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
                    return text.AsSpan().IndexOfAny(".eE") >= 0 ? "is not written as a whole number" : "is out of range";
                value = whole;
                return InRange(whole, field);
            case ScenarioFieldType.Number:
                if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                    return "is no number";
                value = number;
                return InRange(number, field);
            case ScenarioFieldType.Yuan:
                if (!ScenarioYuan.TryParseFen(text, out var fen))
                    return "is not written in yuan with at most two decimals";
                if (InRange(fen / 100.0, field) is { } reason)
                    return reason;
                value = Amount.FromFen(fen);
                return null;
            case ScenarioFieldType.Time:
                var wrong = ScenarioTime.Parse(text, field.IsEnd, out var time);
                value = time;
                return wrong;
            case ScenarioFieldType.Choice:
                value = text;
                return field.Choices.Contains(text) ? null : $"is not one of them{NearestName.Hint(text, field.Choices)}";
            default:
                value = text;
                return ReadText(text, field);
        }
    }

    private static string? ReadText(string text, ScenarioField field)
    {
        if (text.Length < field.Min || text.Length > field.Max)
            return $"has {text.Length} characters";
        if (text.Any(char.IsControl))
            return "holds a control character";
        // A name is short and neither pattern tries twice; a matcher that never does takes longer to compile than a small run.
        return field.Pattern.Length == 0 || Regex.IsMatch(text, field.Pattern, RegexOptions.CultureInvariant) ? null : "does not match";
    }

    // "At or above", written so that NaN is out of range.
    private static string? InRange(double value, ScenarioField field) =>
        (field.AboveMin ? value > field.Min : value >= field.Min) && value <= field.Max ? null : "is out of range";

    private void ReportRepeated(ScenarioNode node, string path)
    {
        foreach (var repeated in node.Members.GroupBy(member => member.Key, StringComparer.Ordinal).Where(group => group.Count() > 1))
            Fault(Join(path, repeated.Key), repeated.Last().Value, $"is given {repeated.Count()} times");
    }

    private void Fault(string path, ScenarioNode node, string message)
    {
        if (faults.Count < FaultsMax)
            faults.Add(new(path, message + Place(node)));
    }
}
