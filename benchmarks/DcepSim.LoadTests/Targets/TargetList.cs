using System.Globalization;

namespace DcepSim.LoadTests.Targets;

/// <summary>What is asked of the settlement core, in the order in which it is measured when time is short.</summary>
internal static class TargetList
{
    private const double Million = 1e6;
    private const string Uniform = "uniform";
    private const double FloorRate = 8 * Million;

    /// <param name="transfers">How many transfers the longest measurement retains; the others are given parts of it.</param>
    /// <param name="accounts">The accounts of most measurements.</param>
    /// <param name="largeAccounts">The accounts of those with many.</param>
    /// <param name="windowBits">The idempotency window, as a power of two.</param>
    /// <param name="memoryAtOnce">Whether the command line takes all memory before the clock starts.</param>
    public static IReadOnlyList<Measurement> For(long transfers, int accounts, int largeAccounts, int windowBits, bool memoryAtOnce)
    {
        var part = Even(transfers / 5);
        string[] window = ["--window", Text(1L << windowBits), .. memoryAtOnce ? (string[])["--memory-at-once"] : []];
        var seconds = Text(Math.Clamp(transfers / 8_000_000, 4, 60));
        var momentSeconds = Text(Math.Clamp(transfers / 8_000_000, 4, 30));
        string[] Settle(long count, int of, params string[] more) =>
            ["bench", "settle", "--accounts", Text(of), "--transfers", Text(Even(count)), .. window, "--json", .. more];
        string[] Kernel(int of) => ["kernel", "--accounts", Text(of), "--window-bits", Text(windowBits), "--transfers", Text(part / 2)];
        string[] HardMoments(int of) => ["moments", "--accounts", Text(of), "--seconds", momentSeconds, "--window-bits", Text(windowBits)];
        return
        [
            new("retained", "4 callers, fsync, all transfers retained", Settle(transfers, accounts), Rate(FloorRate), Slowest, P99(20),
                Figure.AtMost("bytes allocated a transfer", 0, found => Math.Round(found.Number("allocatedBytesPerTransfer") ?? 0, 2)), Gap(50), DiskPause, Standstill),
            new("killed", "kill -9 at full load, many accounts", ["killed", "--accounts", Text(largeAccounts), "--seconds", seconds, "--window-bits", Text(windowBits)],
                Figure.AtMost("first new receipt, s", 20, found => found.Number("firstReceiptSeconds"))),
            new(Uniform, "4 callers, uniform", Settle(part, accounts), Rate(FloorRate), Gap(50), Standstill),
            new("many-accounts", "many accounts", Settle(part + (part / 2), largeAccounts), Rate(0.7 * FloorRate), Ratio(0.7), Gap(50), Standstill, Checkpoints),
            new("zipf", "Zipf 0.99", Settle(part, accounts, "--skew", "0.99"), Rate(0.6 * FloorRate), Ratio(0.6)),
            new("payments", "payments", Settle(part, accounts, "--mix", "payments"), Rate(0.6 * FloorRate), Ratio(0.6)),
            new("open", "open loop at half of 8 million", Settle(part, accounts, "--rate", "4000000", "--batch", "500", "--submitters", "128"),
                Rate(0.99 * FloorRate / 2), OverFlush("p99", 5), OverFlush("p999", 20)),
            new("moments", "under full load", HardMoments(accounts), AllMoments),
            new("moments-many", "under full load, many accounts", HardMoments(largeAccounts), AllMoments),
            new("kernel", "the ledger alone", Kernel(accounts), KernelRate(20 * Million)),
            new("kernel-many", "the ledger alone, many accounts", Kernel(largeAccounts), KernelRate(15 * Million)),
            new("callers-1", "1 caller of single transfers", Settle(transfers / 5_000, accounts, "--submitters", "1", "--batch", "1"), Rate(5_000)),
            new("callers-64", "64 callers of single transfers", Settle(transfers / 250, accounts, "--submitters", "64", "--batch", "1"), Rate(150_000)),
            new("callers-1024", "1,024 callers of single transfers", Settle(transfers / 100, accounts, "--submitters", "1024", "--batch", "1"), Rate(500_000)),
            new("none", "no disk, making the transfers included", Settle(part, accounts, "--durability", "none"), Rate(20 * Million)),
            new("none-many", "no disk, many accounts, making the transfers included", Settle(part, largeAccounts, "--durability", "none"), Rate(15 * Million)),
            new("statements", "half load, caches dropped", ["statements", "--accounts", Text(accounts), "--transfers", Text(transfers), "--pages", "100"],
                Page("busiestMerchantLatest", "latest 1,000 of the busiest merchant", 100), Page("idleSinceFirstSegmentLatest", "latest 1,000 of an idle account", 100),
                Page("busiestMerchantFromTheMiddleByTime", "1,000 from the middle by time", 200)),
            new("rivals", "the same work in the same run", ["rivals", "--ways", "best", "--rounds", "1", "--transfers", Text(Math.Max(1_000_000, transfers / 50)), "--rival-transfers", Text(Math.Clamp(transfers / 2_500, 20_000, 200_000))],
                Figure.AtLeast("times as fast as the best rival", 20, found => found.Number("timesTheBest"))),
        ];
    }

    private static Figure Slowest { get; } = Figure.AtLeast("slowest ten seconds, of the rate", 0.7, found => found.Number("slowestTenSeconds") / found.Number("transfersPerSecond"));

    private static Figure Checkpoints { get; } = Figure.AtLeast("checkpoints meanwhile", 5, found => found.Number("checkpoints"));

    private static Figure Rate(double bound) => Figure.AtLeast("transfers/s", bound, found => found.Number("transfersPerSecond"));

    private static Figure Ratio(double bound) => Figure.AtLeast("of the uniform rate", bound, found => found.Number("transfersPerSecond")) with { RelativeTo = Uniform };

    private static Figure KernelRate(double bound) => Figure.AtLeast("transfers/s", bound, found => found.Number("kernelPerSecond"));

    private static Figure P99(double milliseconds) => Figure.AtMost("p99, ms", milliseconds, found => found.Number("latencyMicroseconds.p99") / 1e3);

    private static Figure OverFlush(string percentile, double milliseconds) => Figure.AtMost(
        $"{percentile} over a raw flush's, ms", milliseconds, found => (found.Number($"latencyMicroseconds.{percentile}") - found.Number($"rawFlushMicroseconds.{percentile}")) / 1e3);

    private static Figure Gap(double milliseconds) => Figure.AtMost("longest gap, ms", milliseconds, found => found.Number("longestReceiptGapMilliseconds"));

    /// <summary>The longest the disk took for one call of the journal: a gap that is as long is the disk's.</summary>
    private static Figure DiskPause { get; } = Figure.AtMost(
        "longest write or flush of the disk, ms", 50, found => Math.Max(found.Number("flushMicroseconds.max") ?? 0, found.Number("writeMicroseconds.max") ?? 0) / 1e3);

    /// <summary>The longest the machine kept a sleeping thread waiting: a gap that is as long may be its doing.</summary>
    private static Figure Standstill { get; } = StandstillOf("", "longestStandstillMilliseconds");

    private static Figure[] AllMoments =>
    [
        .. Moments("ordinary", "with checkpoints"), .. Moments("holdsDue", "a million holds due"), .. Moments("newYear", "New Year's midnight"),
    ];

    private static Figure[] Moments(string name, string what) =>
        [Moment(name, what), DiskPauseOf(name, what), StandstillOf($" {what}", $"longestStandstillMilliseconds.{name}")];

    private static Figure DiskPauseOf(string name, string what) => Figure.AtMost(
        $"longest write or flush of the disk {what}, ms",
        50,
        found => found.Number($"longestWriteMilliseconds.{name}") is { } write && found.Number($"longestFlushMilliseconds.{name}") is { } flush ? Math.Max(write, flush) : null);

    private static Figure StandstillOf(string what, string path) => Figure.AtMost($"longest standstill of the machine{what}, ms", 50, found => found.Number(path));

    private static Figure Moment(string name, string what) => Figure.AtMost($"longest gap {what}, ms", 50, found => found.Number($"longestGapMilliseconds.{name}"));

    private static Figure Page(string name, string what, double milliseconds) => Figure.AtMost($"p99 of the {what}, ms", milliseconds, found => found.Number($"milliseconds.{name}.p99"));

    private static long Even(long number) => Math.Max(2, number / 2 * 2);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
