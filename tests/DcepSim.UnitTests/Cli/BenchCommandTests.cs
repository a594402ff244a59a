using System.Globalization;
using System.Text.Json;
using DcepSim.Cli;

namespace DcepSim.UnitTests.Cli;

public sealed class BenchCommandTests : IDisposable
{
    private static readonly string[] Fields =
    [
        "schema", "transfersPerSecond", "slowestTenSeconds", "latencyMicroseconds", "rawFlushMicroseconds", "flushMicroseconds", "writeMicroseconds", "accepted", "refused", "repeated",
        "bytesPerTransfer", "flushes", "allocatedBytesPerTransfer", "gen2", "idempotencyWindow", "memoryTakenAtOnce", "checkpoints", "longestReceiptGapMilliseconds", "longestStandstillMilliseconds",
        "recoverySeconds", "accounts", "submitters", "batch", "durability", "trialBalanceOk", "machine", "latencyDistribution", "throughput",
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new(CultureInfo.InvariantCulture);
    private readonly StringWriter _error = new(CultureInfo.InvariantCulture);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Kept => Path.Combine(_folder.Path, "journal");

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("transfers", "0")]
    [InlineData("payments", "0.99")]
    [InlineData("campaign", "0.99")]
    public async Task A_kept_journal_holds_what_the_report_says_and_verifies(string mix, string skew)
    {
        Assert.Equal(0, await Run("bench", "settle", "--accounts", "1000", "--transfers", "20000", "--batch", "500", "--mix", mix, "--skew", skew, "--window", "65536", "--dir", Kept, "--json"));

        using var report = JsonDocument.Parse(_output.ToString());
        var root = report.RootElement;
        Assert.Equal(Fields, root.EnumerateObject().Select(field => field.Name));
        Assert.Equal("dcepsim.bench/1", root.GetProperty("schema").GetString());
        var (accepted, refused, repeated) = (root.GetProperty("accepted").GetInt64(), root.GetProperty("refused").GetInt64(), root.GetProperty("repeated").GetInt64());
        Assert.Equal(20_000, accepted + refused + repeated);
        Assert.InRange(refused, 200, 800);
        Assert.InRange(repeated, 80, 400);
        Assert.True(root.GetProperty("trialBalanceOk").GetBoolean());
        Assert.InRange(root.GetProperty("bytesPerTransfer").GetDouble(), 60, 200);
        Assert.Equal(JsonValueKind.Null, root.GetProperty("slowestTenSeconds").ValueKind);
        Assert.True(root.GetProperty("recoverySeconds").GetDouble() > 0);
        foreach (var disk in new[] { "rawFlushMicroseconds", "flushMicroseconds", "writeMicroseconds" })
            Assert.InRange(root.GetProperty(disk).GetProperty("max").GetDouble(), double.Epsilon, double.MaxValue);
        Assert.Equal(20_000, root.GetProperty("latencyDistribution").EnumerateArray().Sum(bucket => bucket.GetProperty("transfers").GetInt64()));

        _output.GetStringBuilder().Clear();
        Assert.Equal(0, await Run("journal", "verify", Kept, "--json"));
        using var check = JsonDocument.Parse(_output.ToString());
        Assert.True(check.RootElement.GetProperty("holds").GetBoolean());
        Assert.True(check.RootElement.GetProperty("trialBalanceOk").GetBoolean());
        Assert.Equal(1_007, check.RootElement.GetProperty("accounts").GetInt32());
        Assert.Equal(root.GetProperty("accounts").GetInt32(), check.RootElement.GetProperty("accounts").GetInt32());
    }

    [Theory]
    [InlineData("en", "transfers a second")]
    [InlineData("zh", "每秒转账笔数")]
    public async Task A_results_folder_holds_the_report_as_a_page_and_as_json(string language, string words)
    {
        var results = Path.Combine(_folder.Path, "results");
        string[] bench = ["bench", "settle", "--accounts", "1000", "--transfers", "20000", "--batch", "500", "--window", "65536", "--out", results, "--lang", language];
        Assert.Equal(0, await Run(bench));

        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(results, "bench.json"), Cancellation));
        var page = await File.ReadAllTextAsync(Path.Combine(results, "report.html"), Cancellation);
        Assert.Equal(["bench.json", "report.html"], Directory.EnumerateFiles(results).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal));
        Assert.Contains(words, page, StringComparison.Ordinal);
        Assert.Contains(json.RootElement.GetProperty("transfersPerSecond").GetDouble().ToString("N0", CultureInfo.InvariantCulture), page, StringComparison.Ordinal);
        Assert.Contains(json.RootElement.GetProperty("machine").GetProperty("runtime").GetString()!, page, StringComparison.Ordinal);
        Assert.Contains("<svg viewBox", page, StringComparison.Ordinal);

        Assert.Equal(2, await Run(bench));
        Assert.Contains("is not empty", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bare_book_has_no_journal_to_tell_of()
    {
        Assert.Equal(0, await Run("bench", "settle", "--accounts", "1000", "--transfers", "20000", "--durability", "none", "--window", "65536", "--json"));

        using var report = JsonDocument.Parse(_output.ToString());
        foreach (var field in new[] { "rawFlushMicroseconds", "flushMicroseconds", "writeMicroseconds", "bytesPerTransfer", "flushes", "checkpoints", "recoverySeconds" })
            Assert.Equal(JsonValueKind.Null, report.RootElement.GetProperty(field).ValueKind);
        Assert.Equal("none", report.RootElement.GetProperty("durability").GetString());
    }

    [Fact]
    public async Task A_table_stays_within_80_columns_and_the_temporary_journal_goes()
    {
        var before = Leftovers();
        Assert.Equal(0, await Run("bench", "settle", "--accounts", "100", "--transfers", "2000", "--batch", "10", "--submitters", "3", "--rate", "20000", "--window", "65536", "--memory-at-once"));

        Assert.All(_output.ToString().Split('\n'), line => Assert.True(line.Length <= 80, line));
        Assert.Contains("trial balance           holds", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("window 65,536, memory at once", _output.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("taking 0.2 GB of memory\nopening accounts\n", _error.ToString(), StringComparison.Ordinal);
        Assert.Subset(before, Leftovers());
    }

    [Fact]
    public async Task An_open_loop_keeps_the_rate_it_was_given()
    {
        Assert.Equal(0, await Run("bench", "settle", "--accounts", "100", "--transfers", "2000", "--batch", "10", "--rate", "10000", "--durability", "none", "--window", "65536", "--json"));

        using var report = JsonDocument.Parse(_output.ToString());
        Assert.InRange(report.RootElement.GetProperty("transfersPerSecond").GetDouble(), 1, 10_100); // the last request falls due just before the end
    }

    [Fact]
    public async Task A_folder_for_a_journal_that_is_not_kept_is_refused()
    {
        Assert.Equal(2, await Run("bench", "settle", "--transfers", "2000", "--durability", "none", "--dir", Kept));

        Assert.Contains("--durability none keeps no journal", _error.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Kept));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_no_internal_error()
    {
        Assert.SkipUnless(Directory.Exists("/proc"), "needs a folder that nobody can write to");

        Assert.Equal(1, await CommandLine.RunAsync(["bench", "settle", "--transfers", "2000", "--dir", "/proc/dcepsim"], Here with { ShowStackTraces = false }, cancellation: Cancellation));
        Assert.StartsWith("dcepsim: /proc/dcepsim: the folder is not there and cannot be made.", Assert.Single(_error.ToString().TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_with_something_in_it_is_refused_and_left_alone()
    {
        var other = Path.Combine(_folder.Path, "mine.txt");
        await File.WriteAllTextAsync(other, "mine", Cancellation);
        Assert.Equal(2, await Run("bench", "settle", "--transfers", "2000", "--dir", _folder.Path));

        Assert.Contains("is not empty", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal([other], Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData("--accounts", "15")]
    [InlineData("--accounts", "25")]
    [InlineData("--transfers", "3")]
    [InlineData("--durability", "paper")]
    [InlineData("--skew", "-1")]
    public async Task A_wrong_option_is_refused_before_anything_begins(string option, string value)
    {
        Assert.Equal(2, await Run("bench", "settle", option, value, "--dir", Kept));

        Assert.False(Directory.Exists(Kept));
    }

    [Fact]
    public async Task A_stop_ends_it_with_its_code()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        Assert.Equal(130, await CommandLine.RunAsync(["bench", "settle", "--accounts", "100", "--transfers", "2000", "--window", "65536", "--dir", Kept], Here, cancellation: stop.Token));
        Assert.Equal(Directory.Exists(Kept) && Directory.EnumerateFiles(Kept, "*.segment").Any(), _error.ToString().Contains("keeps what was settled", StringComparison.Ordinal));
        Assert.Contains("stopped", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_byte_is_named_by_file_and_offset()
    {
        Assert.Equal(0, await Run("bench", "settle", "--accounts", "100", "--transfers", "20000", "--window", "65536", "--dir", Kept));
        var segment = Directory.GetFiles(Kept, "*.segment").Order(StringComparer.Ordinal).First();
        using (var file = File.Open(segment, FileMode.Open))
        {
            // Two neighbouring blocks in the middle of the first large group: more than its parity block makes good.
            foreach (var offset in new[] { 200_000, 204_096 })
            {
                file.Position = offset;
                var value = file.ReadByte();
                file.Position = offset;
                file.WriteByte((byte)(value ^ 1));
            }
        }

        Assert.Equal(1, await Run("journal", "verify", Kept));
        Assert.Contains(Path.GetFileName(segment), _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("offset", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, await Run("journal", "inspect", Kept));
    }

    [Fact]
    public async Task A_backup_is_a_journal_of_its_own()
    {
        var copy = Path.Combine(_folder.Path, "copy");
        Assert.Equal(0, await Run("bench", "settle", "--accounts", "100", "--transfers", "20000", "--window", "65536", "--dir", Kept));
        Assert.Equal(0, await Run("journal", "backup", Kept, copy));
        Assert.Equal(0, await Run("journal", "verify", copy));
        Assert.Equal(2, await Run("journal", "backup", Kept, copy));
    }

    [Fact]
    public async Task An_export_holds_every_transfer_once_and_its_money_adds_up()
    {
        Assert.Equal(0, await Run("bench", "settle", "--accounts", "100", "--transfers", "5000", "--window", "65536", "--dir", Kept));
        _output.GetStringBuilder().Clear();
        Assert.Equal(0, await Run("journal", "export", Kept));

        var lines = _output.ToString().TrimEnd('\n').Split('\n');
        var rows = lines.Skip(1).Select(line => line.Split(',')).ToList();
        Assert.StartsWith("sequence,time,entry,", lines[0], StringComparison.Ordinal);
        Assert.All(rows, row => Assert.Equal(lines[0].Split(',').Length, row.Length));
        var sequences = rows.Select(row => long.Parse(row[0], CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(sequences.Order().Distinct(), sequences);
        Assert.Equal(4, rows.Count(row => row[5] == "Issuance" && row[11] == "Accepted"));

        _output.GetStringBuilder().Clear();
        _error.GetStringBuilder().Clear();
        Assert.Equal(0, await Run("journal", "export", Kept, "--from", "1", "--through", "100"));
        Assert.Single(_output.ToString().TrimEnd('\n').Split('\n'));
        Assert.Contains("100 entries open accounts", _error.ToString(), StringComparison.Ordinal);

        _output.GetStringBuilder().Clear();
        Assert.Equal(0, await Run("journal", "export", Kept, "--from", "500", "--through", "509"));
        Assert.Equal(lines.Skip(1).Where(line => long.Parse(line.Split(',')[0], CultureInfo.InvariantCulture) is >= 500 and <= 509), _output.ToString().TrimEnd('\n').Split('\n').Skip(1));
    }

    [Theory]
    [InlineData("10", "9", "--through 9 lies before --from 10")]
    [InlineData("x", "9", "x")]
    [InlineData("0", "5", "allowed: 1 and more")]
    public async Task A_stretch_to_export_that_is_none_is_wrong_usage(string from, string through, string told)
    {
        Assert.Equal(2, await Run("journal", "export", Kept, "--from", from, "--through", through));
        Assert.Contains(told, _error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inspect")]
    [InlineData("export")]
    [InlineData("verify")]
    public async Task A_folder_without_a_journal_is_wrong_usage(string verb)
    {
        Assert.Equal(2, await Run("journal", verb, Kept));

        Assert.Contains("holds no journal", _error.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Kept));
    }

    private Terminal Here => new(_output, _error, IsLive: false, ShowStackTraces: true, TimeProvider.System);

    private static HashSet<string> Leftovers() => [.. Directory.GetDirectories(Path.GetTempPath(), $"dcepsim-bench-{Environment.ProcessId}-*")];

    private Task<int> Run(params string[] args) => CommandLine.RunAsync(args, Here, cancellation: Cancellation);
}
