using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using DcepSim.Cli.Screen;

namespace DcepSim.Cli.Benching;

/// <summary>A report as JSON for machines and as a table for people.</summary>
internal static class BenchReportText
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Json(BenchReport report) => JsonSerializer.Serialize(report, Format) + "\n";

    public static void WriteTable(Sheet sheet, BenchReport report, SettleBenchOptions options)
    {
        DrawCharts(sheet, report);

        // two lines, because a machine with much else to do has waits of seven figures, and one line would leave the 80 columns
        void WriteLatency(string name, Percentiles values)
        {
            Row(name, $"p50 {values.P50:N0}  p99 {values.P99:N0}");
            Row("", $"p99.9 {values.P999:N0}  max {values.Max:N0}");
        }

        void Row(string name, FormattableString value) => sheet.WriteLine($"{name,-24}{value.ToString(CultureInfo.InvariantCulture)}");
        Row("mix", $"{options.Mix.ToString().ToLowerInvariant()}, skew {options.Skew:0.##}, {report.Accounts:N0} accounts");
        Row("callers", $"{report.Submitters:N0} of {report.Batch:N0} transfers, {(options.Rate == 0 ? "as fast as answers come" : $"{options.Rate.ToString("N0", CultureInfo.InvariantCulture)} a second due")}");
        Row("durability", $"{report.Durability}, window {report.IdempotencyWindow:N0}{(report.MemoryTakenAtOnce ? ", memory at once" : "")}");
        Row("transfers/s", $"{report.TransfersPerSecond:N0}");
        Row("slowest ten seconds", $"{Or(report.SlowestTenSeconds, "N0", "took less")}");
        WriteLatency("latency, us", report.LatencyMicroseconds);
        if (report.RawFlushMicroseconds is { } raw)
            WriteLatency("raw flush, us", raw);
        else
            Row("raw flush, us", $"no disk");
        if (report is { FlushMicroseconds: { } flush, WriteMicroseconds: { } write })
            Row("longest by the disk, us", $"flush {flush.Max:N0}, write {write.Max:N0}");
        Row("accepted", $"{report.Accepted:N0}, refused {report.Refused:N0}, repeated {report.Repeated:N0}");
        if (report.BytesPerTransfer is { } bytes)
            Row("journal", $"{bytes:0.0} bytes a transfer, {report.Flushes:N0} flushes, {report.Checkpoints:N0} checkpoints");
        Row("allocated", $"{report.AllocatedBytesPerTransfer:0.####} bytes a transfer, {report.Gen2} full collections");
        Row("longest receipt gap", $"{report.LongestReceiptGapMilliseconds:N1} ms; the machine stood still for up to {report.LongestStandstillMilliseconds:N1} ms");
        if (report.RecoverySeconds is { } seconds)
            Row("opened again", $"{seconds:0.0} s until a new transfer was answered");
        sheet.WriteLine($"{"trial balance",-24}{(report.TrialBalanceOk ? "holds" : "BROKEN")}", report.TrialBalanceOk ? Tone.Good : Tone.Bad);
        Row("machine", $"{report.Machine.LogicalProcessors} x {report.Machine.Processor}");
        Row("", $"load {Or(report.Machine.LoadAverage, "0.0", "unknown")}, stolen {Or(report.Machine.CpuSteal, "P1", "unknown")}");
    }

    private static void DrawCharts(Sheet sheet, BenchReport report)
    {
        var rates = report.Throughput.Transfers.Select(transfers => transfers / report.Throughput.SlotSeconds).ToList();
        if (rates.Count > 1)
        {
            sheet.DrawColumns(
                "Transfers a second over time", string.Create(CultureInfo.InvariantCulture, $"answers in each {report.Throughput.SlotSeconds:0.#} s"), rates,
                "0 s", string.Create(CultureInfo.InvariantCulture, $"{rates.Count * report.Throughput.SlotSeconds:0.#} s"), string.Create(CultureInfo.InvariantCulture, $"{rates.Max() / 1e6:0.00} M/s"));
        }

        var shares = report.LatencyDistribution.Select(bucket => 100.0 * bucket.Transfers / Math.Max(1, report.LatencyDistribution.Sum(all => all.Transfers))).ToList();
        sheet.DrawColumns(
            "How long answers took, share of the transfers", "columns end at 1, 2, 5, 10, … µs", shares,
            string.Create(CultureInfo.InvariantCulture, $"≤ {report.LatencyDistribution[0].UpToMicroseconds:N0} µs"),
            string.Create(CultureInfo.InvariantCulture, $"≤ {report.LatencyDistribution[^1].UpToMicroseconds:N0} µs"),
            string.Create(CultureInfo.InvariantCulture, $"{shares.Max():0.#} %"));
    }

    private static string Or<T>(T? value, string format, string otherwise)
        where T : struct, IFormattable => value?.ToString(format, CultureInfo.InvariantCulture) ?? otherwise;
}
