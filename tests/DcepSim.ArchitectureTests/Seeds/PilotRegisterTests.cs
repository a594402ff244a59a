using System.Globalization;
using System.Text;
using System.Text.Json;

namespace DcepSim.ArchitectureTests.Seeds;

/// <summary>The data register is made from the pilots' record: every figure with its mark, its sources and what is in conflict, on one page.</summary>
/// <remarks>After a change of the record run with DCEPSIM_APPROVE=1 and read the difference.</remarks>
public sealed class PilotRegisterTests
{
    [Fact]
    public void The_data_register_shows_the_record_as_it_is()
    {
        var page = Repository.Path("seeds", "pilots", "REGISTER.md");
        using var record = JsonDocument.Parse(File.ReadAllText(Repository.Path("seeds", "pilots", "pilots.json")));
        var expected = Write(record.RootElement);
        var found = File.Exists(page) ? File.ReadAllText(page) : "";
        if (found == expected)
            return;
        if (Environment.GetEnvironmentVariable("DCEPSIM_APPROVE") == "1")
            File.WriteAllText(page, expected);
        Assert.Fail($"{Repository.Relative(page)} differs from pilots.json; write it anew with DCEPSIM_APPROVE=1 and read the difference.");
    }

    private static string Write(JsonElement record)
    {
        var page = new StringBuilder("# Data register\n\nMade from [pilots.json](pilots.json); a test holds the two together. ");
        page.Append(record.GetProperty("note").GetString()).Append(" Most sources bear no date of their own; a figure's date is its pilot's.\n\n| Mark | Meaning |\n|---|---|\n");
        foreach (var mark in record.GetProperty("marks").EnumerateObject())
            page.Append(CultureInfo.InvariantCulture, $"| {mark.Name} | {mark.Value.GetString()} |\n");
        foreach (var pilot in record.GetProperty("pilots").EnumerateArray())
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {pilot.GetProperty("name").GetProperty("en").GetString()} {pilot.GetProperty("name").GetProperty("zh").GetString()} ({pilot.GetProperty("id").GetString()![^7..]})\n\n| Figure | Value | Mark | Sources | Conflicts and notes |\n|---|---|---|---|---|\n");
            foreach (var fact in pilot.GetProperty("facts").EnumerateObject())
                page.Append(CultureInfo.InvariantCulture, $"| `{fact.Name}` {Cells(fact.Value)}\n");
        }

        WriteLimits(page, record);
        WriteOffline(page, record);
        page.Append("\n## Sources\n\n| Id | Title | Addresses |\n|---|---|---|\n");
        foreach (var source in record.GetProperty("sources").EnumerateObject())
            page.Append(CultureInfo.InvariantCulture, $"| {source.Name} | {Cell(source.Value.GetProperty("title").GetString()!)} | {string.Join(" ", source.Value.GetProperty("urls").EnumerateArray().Select(url => $"<{url.GetString()}>"))} |\n");
        return page.ToString();
    }

    private static void WriteLimits(StringBuilder page, JsonElement record)
    {
        page.Append("\n## Wallet limits\n\n| Set | Class | Figure | Value | Mark | Sources | Conflicts and notes |\n|---|---|---|---|---|---|---|\n");
        foreach (var set in record.GetProperty("walletLimits").EnumerateArray())
        {
            foreach (var tier in set.GetProperty("classes").EnumerateArray())
            {
                foreach (var cap in tier.EnumerateObject().Where(field => field.Value.ValueKind == JsonValueKind.Object))
                    page.Append(CultureInfo.InvariantCulture, $"| {set.GetProperty("id").GetString()} | {tier.GetProperty("class")} | `{cap.Name}` {Cells(cap.Value)}\n");
            }
        }

        page.Append('\n');
        foreach (var set in record.GetProperty("walletLimits").EnumerateArray())
            page.Append(CultureInfo.InvariantCulture, $"- `{set.GetProperty("id").GetString()}`, {set.GetProperty("name").GetString()}: {set.GetProperty("note").GetString()}.\n");
    }

    private static void WriteOffline(StringBuilder page, JsonElement record)
    {
        page.Append("\n## Payment without network\n\n| What | Figure | Value | Mark | Sources | Conflicts and notes |\n|---|---|---|---|---|---|\n");
        foreach (var kind in record.GetProperty("offline").EnumerateObject())
        {
            foreach (var limit in kind.Value.EnumerateObject().Where(field => field.Value.ValueKind == JsonValueKind.Object))
                page.Append(CultureInfo.InvariantCulture, $"| {kind.Name} | `{limit.Name}` {Cells(limit.Value)}\n");
            page.Append(CultureInfo.InvariantCulture, $"\n`{kind.Name}`: {kind.Value.GetProperty("note").GetString()}.\n");
        }
    }

    private static string Cells(JsonElement figure)
    {
        var value = figure.TryGetProperty("value", out var given) && given.ValueKind != JsonValueKind.Null ? Shown(given) : "–";
        var sources = figure.TryGetProperty("sources", out var cited) ? string.Join(", ", cited.EnumerateArray().Select(source => source.GetString())) : "";
        var note = figure.TryGetProperty("note", out var words) ? words.GetString()! : "";
        var mark = figure.TryGetProperty("mark", out var kind) ? kind.GetString() : "";
        return $"| {Cell(value)} | {mark} | {sources} | {Cell(note)} |";
    }

    private static string Shown(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
