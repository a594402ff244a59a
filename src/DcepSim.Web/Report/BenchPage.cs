using System.Globalization;
using System.Text.Json;
using DcepSim.Results;
using DcepSim.Web.Charts;

namespace DcepSim.Web.Report;

/// <summary>The page of a settlement benchmark: how long answers took, how many came over time, and what is in the figures.</summary>
internal static class BenchPage
{
    private static readonly (string Key, string Format, string[] Path)[] Rows =
    [
        ("BenchRate", "N0", ["transfersPerSecond"]), ("BenchSlowest", "N0", ["slowestTenSeconds"]),
        ("BenchP50", "N0", ["latencyMicroseconds", "p50"]), ("BenchP99", "N0", ["latencyMicroseconds", "p99"]), ("BenchP999", "N0", ["latencyMicroseconds", "p999"]), ("BenchMax", "N0", ["latencyMicroseconds", "max"]),
        ("BenchGap", "N1", ["longestReceiptGapMilliseconds"]), ("BenchFlush", "N0", ["rawFlushMicroseconds", "p50"]),
        ("BenchAccepted", "N0", ["accepted"]), ("BenchRefused", "N0", ["refused"]), ("BenchRepeated", "N0", ["repeated"]),
        ("BenchBytes", "N1", ["bytesPerTransfer"]), ("BenchFlushes", "N0", ["flushes"]), ("BenchCheckpoints", "N0", ["checkpoints"]),
        ("BenchAllocated", "0.####", ["allocatedBytesPerTransfer"]), ("BenchGen2", "N0", ["gen2"]), ("BenchRecovery", "N1", ["recoverySeconds"]),
        ("BenchAccounts", "N0", ["accounts"]), ("BenchSubmitters", "N0", ["submitters"]), ("BenchBatch", "N0", ["batch"]), ("BenchWindow", "N0", ["idempotencyWindow"]), ("BenchDurability", "", ["durability"]),
        ("BenchProcessor", "", ["machine", "processor"]), ("BenchProcessors", "N0", ["machine", "logicalProcessors"]), ("BenchSystem", "", ["machine", "operatingSystem"]), ("BenchRuntime", "", ["machine", "runtime"]),
        ("BenchLoad", "0.0", ["machine", "loadAverage"]), ("BenchSteal", "P1", ["machine", "cpuSteal"]),
    ];

    public static StudyPage Of(JsonElement bench, Wording words)
    {
        var numbers = new Numbers(words.Language);
        var isBalanced = bench.GetProperty("trialBalanceOk").GetBoolean();
        var latency = bench.GetProperty("latencyMicroseconds");
        return new(
            words["BenchTitle"],
            words["BenchQuestion"],
            words.Format("BenchAnswer", numbers.Count(bench.GetProperty("transfersPerSecond").GetDouble()), Text(bench, "N0", "latencyMicroseconds", "p50"), numbers.Count(latency.GetProperty("p99").GetDouble()), Text(bench, "", "durability")),
            words[isBalanced ? "BenchBalanced" : "BenchBroken"],
            [words["BenchIncludes"], words["BenchExcludes"], words["BenchMachine"]],
            new([words["Statistic"], words["Value"]], [.. Rows.Select(row => new[] { words[row.Key], Text(bench, row.Format, row.Path) })]),
            [LatencyChart(bench.GetProperty("latencyDistribution"), words, numbers), .. ThroughputCharts(bench.GetProperty("throughput"), words, numbers)],
            words.Format("BenchFooter", ProgramVersion.Version))
        {
            IsBroken = !isBalanced,
        };
    }

    private static StudyChart LatencyChart(JsonElement buckets, Wording words, Numbers numbers)
    {
        var columns = buckets.EnumerateArray().Select(bucket => (Upto: bucket.GetProperty("upToMicroseconds").GetDouble(), Transfers: bucket.GetProperty("transfers").GetInt64())).ToList();
        var all = Math.Max(1, columns.Sum(column => column.Transfers));
        return new(
            new(words["BenchLatencyChart"], words["BenchLatencySummary"], words["TableTitle"]),
            new([words["BenchUpTo"], words["BenchTransfers"], words["BenchShare"]], [.. columns.Select(column => new[] { Shown(column.Upto), numbers.Count(column.Transfers), numbers.Percent((double)column.Transfers / all, 2) })]),
            [],
            new(words["BenchUpTo"], _ => ""),
            new(words["BenchShareUp"], value => value.ToString("0.##", CultureInfo.InvariantCulture)),
            null)
        {
            Columns = [new(words["BenchTransfers"], [.. columns.Select(column => new ColumnPoint(Shown(column.Upto), 100.0 * column.Transfers / all))])],
        };
    }

    private static IEnumerable<StudyChart> ThroughputCharts(JsonElement curve, Wording words, Numbers numbers)
    {
        var slot = curve.GetProperty("slotSeconds").GetDouble();
        var rates = curve.GetProperty("transfers").EnumerateArray().Select(transfers => transfers.GetInt64() / slot).ToList();
        if (rates.Count < 2)
            return [];
        return
        [
            new(
                new(words["BenchThroughputChart"], words.Format("BenchThroughputSummary", slot), words["TableTitle"]),
                new([words["BenchSeconds"], words["BenchRate"]], [.. rates.Select((rate, place) => new[] { Second(place + 1), numbers.Count(rate) })]),
                [],
                new(words["BenchSeconds"], value => value.ToString("0.#", CultureInfo.InvariantCulture)) { Min = 0 },
                new(words["BenchRate"], numbers.Shortened) { Min = 0 },
                null)
            {
                Lines = [new(words["BenchRate"], [.. rates.Select((rate, place) => new BandPoint((place + 1) * slot, rate, rate, rate))])],
            },
        ];

        string Second(int slots) => (slots * slot).ToString("0.0", CultureInfo.InvariantCulture);
    }

    /// <summary>Microseconds as a person says them.</summary>
    private static string Shown(double microseconds) => microseconds switch
    {
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{microseconds:0} µs"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{microseconds / 1_000:0} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{microseconds / 1_000_000:0} s"),
    };

    /// <summary>A field as text; a dash where it was not measured.</summary>
    private static string Text(JsonElement bench, string format, params string[] path)
    {
        var value = path.Aggregate(bench, (at, step) => at.ValueKind == JsonValueKind.Object ? at.GetProperty(step) : default);
        return value.ValueKind switch
        {
            JsonValueKind.Number => value.GetDouble().ToString(format, CultureInfo.InvariantCulture),
            JsonValueKind.String => value.GetString()!,
            _ => "–",
        };
    }
}
