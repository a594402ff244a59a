using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using DcepSim.Settlement;

namespace DcepSim.UnitTests.Settlement;

/// <summary>Who watches a settlement reads names and units on the room's page.</summary>
public partial class TelemetryPageTests
{
    private static readonly Dictionary<string, string> UnitWords = new(StringComparer.Ordinal)
    {
        ["{transfer}"] = "transfers",
        ["{entry}"] = "entries",
        ["{flush}"] = "flushes",
        ["{checkpoint}"] = "checkpoints",
        ["s"] = "seconds",
        ["By"] = "bytes",
    };

    private static string Room { get; } = Path.Combine(RepositoryRoot.Path, "src", "DcepSim.Settlement");

    [Fact]
    public void The_page_has_a_row_for_every_metric_with_its_unit_and_no_other()
    {
        var published = new ConcurrentDictionary<string, string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == SettlementMetrics.MeterName)
                    published[instrument.Name] = UnitWords[instrument.Unit!];
            },
        };
        RuntimeHelpers.RunClassConstructor(typeof(SettlementMetrics).TypeHandle);
        listener.Start();

        var rows = MetricRow().Matches(Page()).ToDictionary(row => row.Groups[1].Value, row => row.Groups[2].Value);
        Assert.Equal(published.OrderBy(one => one.Key, StringComparer.Ordinal), rows.OrderBy(one => one.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void The_page_has_every_activity_with_its_tags_and_no_other()
    {
        var source = File.ReadAllText(Path.Combine(Room, "SettlementActivities.cs"));
        var page = Page();
        var rows = page[page.IndexOf("## Activities", StringComparison.Ordinal)..];

        Assert.Equal(Names(source, StartedActivity()), Names(rows, NamedActivity()));
        Assert.Equal(Names(source, SetTag()), Names(rows, NamedTag()));
    }

    private static string Page() => File.ReadAllText(Path.Combine(Room, "README.md"));

    private static IEnumerable<string> Names(string text, Regex name) => name.Matches(text).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal);

    [GeneratedRegex(@"^\| `(dcepsim\.settlement\.[a-z.]+)` \| (\w+) \|", RegexOptions.Multiline)]
    private static partial Regex MetricRow();

    [GeneratedRegex("StartActivity\\(\"([^\"]+)\"\\)")]
    private static partial Regex StartedActivity();

    [GeneratedRegex("`(settlement [a-z ]+)`")]
    private static partial Regex NamedActivity();

    [GeneratedRegex("SetTag\\(\"([^\"]+)\"")]
    private static partial Regex SetTag();

    [GeneratedRegex("`(dcepsim\\.[a-z]+)`")]
    private static partial Regex NamedTag();
}
