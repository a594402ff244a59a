using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using DcepSim.Cli;
using DcepSim.Experiments;
using DcepSim.Scenarios;
using DcepSim.Testing;
using DcepSim.UnitTests.Simulation;

namespace DcepSim.UnitTests.Cli;

public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new(CultureInfo.InvariantCulture);
    private readonly StringWriter _error = new(CultureInfo.InvariantCulture);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Tiny => Write("tiny.json", ScenarioWriter.Write(TinyScenarios.Lottery()));

    private string Out => Path.Combine(_folder.Path, "out");

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_run_prints_a_table_within_80_columns_and_says_where_results_lie()
    {
        Assert.Equal(0, await Run("run", "shenzhen-luohu-2020", "--set", "campaign.applicants=60000", "--runs", "2", "--out", Out));

        var lines = _output.ToString().Split('\n');
        Assert.StartsWith("Shenzhen Luohu red packets, October 2020  礼享罗湖数字人民币红包", lines[0], StringComparison.Ordinal);
        Assert.All(lines.Where(line => !line.StartsWith("Results:", StringComparison.Ordinal)), line => Assert.True(Columns(line) <= 80, line));
        Assert.Contains(lines, line => line.StartsWith("claimed", StringComparison.Ordinal) && line.Contains("fitted", StringComparison.Ordinal) && line.Contains("47,573", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("other tender", StringComparison.Ordinal) && line.Contains("unconstrained", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("Assumptions: ", StringComparison.Ordinal) && line.Contains("5 fitted", StringComparison.Ordinal));
        Assert.Contains("Set by you: campaign.applicants.", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains($"Results: {Out}", lines);
        Assert.Contains("run 2 of 2", _error.ToString(), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Out, "manifest.json")));
    }

    [Fact]
    public async Task Json_is_the_summary_and_nothing_else()
    {
        Assert.Equal(0, await Run("run", Tiny, "--runs", "3", "--out", Out, "--json"));

        Assert.Equal(File.ReadAllText(Path.Combine(Out, "summary.json")), _output.ToString());
    }

    [Fact]
    public async Task Quiet_prints_nothing()
    {
        Assert.Equal(0, await Run("run", Tiny, "--runs", "1", "--out", Out, "--quiet", "--payments", "none"));

        Assert.Equal(("", ""), (_output.ToString(), _error.ToString()));
        Assert.False(File.Exists(Path.Combine(Out, "payments.csv")));
    }

    [Fact]
    public async Task Results_in_the_way_are_replaced_only_by_force()
    {
        string[] run = ["run", Tiny, "--runs", "1", "--out", Out, "--quiet"];
        Assert.Equal(0, await Run(run));
        Assert.Equal(2, await Run(run));
        Assert.Contains("is not empty", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await Run([.. run, "--force"]));
    }

    [Fact]
    public async Task A_faulty_scenario_gets_every_fault_and_writes_nothing()
    {
        Assert.Equal(2, await Run("run", "shenzhen-luohu-2020", "--set", "merchants.count=0", "--set", "campaign.packet=3", "--out", Out));

        Assert.Contains("2 faults", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("merchants.count: 0 is out of range", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("campaign.packet: is not a known field of campaign (did you mean packets?)", _error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_output.ToString());
        Assert.False(Path.Exists(Out));
    }

    [Fact]
    public async Task A_run_to_a_precision_says_why_it_stopped()
    {
        Assert.Equal(0, await Run("run", Tiny, "--precision", "redeemedFen=±1%", "--out", Out));
        Assert.Contains("Stopped because the precision is reached: redeemedFen ±", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("looked at 100 runs, at most 10000.", _output.ToString(), StringComparison.Ordinal);

        Assert.Equal(0, await Run("run", Tiny, "--precision", "payments=0.001%", "--runs", "30", "--out", Out, "--force"));
        Assert.Contains("Stopped because the runs are used up: payments ±", _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("run", "shenzhen-luohu-2020", "--precision", "redeemedFen")]
    [InlineData("run", "shenzhen-luohu-2020", "--precision", "redeemed=1%")]
    [InlineData("run", "shenzhen-luohu-2020", "--precision", "redeemedFen=1")]
    [InlineData("run", "shenzhen-luohu-2020", "--precision", "onlineRedeemedFen=1%")]
    [InlineData("run", "shenzhen-luohu-2020", "--precision", "redeemedFen=±100%")]
    [InlineData("run", "shenzhen-luohu-2020", "--precision", "redeemedFen=1%", "--runs", "1")]
    [InlineData("run", "shenzhen-luohu-2020", "--runs", "0")]
    [InlineData("run", "shenzhen-luohu-2020", "--runs", "many")]
    [InlineData("run", "shenzhen-luohu-2020", "--threads", "1025")]
    [InlineData("run", "shenzhen-luohu-2020", "--payments", "some")]
    [InlineData("run", "shenzhen-luohu-2020", "--fast")]
    [InlineData("run", "no-such-scenario")]
    [InlineData("run", "/")]
    [InlineData("run", "")]
    [InlineData("run", "shenzhen-luohu-2020", "--out", " ")]
    [InlineData("fly")]
    [InlineData("scenarios")]
    [InlineData("scenarios", "show", "@file")]
    [InlineData]
    public async Task What_is_not_understood_is_refused_with_2_and_a_line_on_error(params string[] args)
    {
        Assert.Equal(2, await Run(args));

        Assert.StartsWith("dcepsim: ", _error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", _error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_output.ToString());
    }

    [Fact]
    public async Task Scenarios_are_listed_shown_and_checked()
    {
        Assert.Equal(0, await Run("scenarios", "list"));
        Assert.Contains("shenzhen-luohu-2020", _output.ToString(), StringComparison.Ordinal);

        _output.GetStringBuilder().Clear();
        Assert.Equal(0, await Run("scenarios", "show", "shenzhen-luohu-2020", "--set", "merchants.count=5"));
        var shown = Write("shown.json", System.Text.Encoding.UTF8.GetBytes(_output.ToString()));
        Assert.Equal(5, ScenarioReader.Read(shown).Merchants.Count);

        Assert.Equal(0, await Run("scenarios", "check", shown));
        Assert.Contains("no faults", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("set by you: merchants.count\n", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, await Run("scenarios", "check", Write("broken.json", "{"u8.ToArray())));
        Assert.Contains("line 1, column 2", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_audit_break_is_named_and_is_exit_code_1()
    {
        var stolen = new ExperimentOptions { OpenSettlement = (options, clock) => new FenThief(options, clock, TransferKind.PacketPayment) };
        var terminal = new Terminal(_output, _error, IsLive: false, ShowStackTraces: false, TimeProvider.System);

        Assert.Equal(1, await CommandLine.RunAsync(["run", Tiny, "--runs", "2", "--out", Out], terminal, stolen, Cancellation));

        Assert.Contains("run 1: all transfers of kind PacketPayment", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("THE BOOKS DIFFER", _output.ToString(), StringComparison.Ordinal);
        using var summary = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Out, "summary.json")));
        Assert.False(summary.RootElement.GetProperty("audit").GetProperty("ok").GetBoolean());
        Assert.True(summary.RootElement.GetProperty("audit").GetProperty("breaks").GetInt32() >= 2);
    }

    [Fact]
    public async Task What_goes_wrong_inside_is_one_line_without_a_stack()
    {
        var broken = new ExperimentOptions { OpenSettlement = (_, _) => throw new InvalidOperationException("no books") };
        var terminal = new Terminal(_output, _error, IsLive: false, ShowStackTraces: false, TimeProvider.System);

        Assert.Equal(1, await CommandLine.RunAsync(["run", Tiny, "--runs", "2", "--out", Out], terminal, broken, Cancellation));

        Assert.StartsWith("dcepsim: internal error, InvalidOperationException: no books", _error.ToString(), StringComparison.Ordinal);
        Assert.Single(_error.ToString().TrimEnd().Split('\n'));
        Assert.False(Path.Exists(Out));
    }

    [Theory]
    [InlineData("")]
    [InlineData("scenarios ")]
    [InlineData("draw ")]
    [InlineData("offline ")]
    [InlineData("bench ")]
    [InlineData("journal ")]
    public async Task Every_verb_has_help_with_examples_within_80_columns(string above)
    {
        var line = $"dcepsim {above}";
        Assert.Equal(0, await Run($"[suggest:{line.Length}]", line));
        var verbs = _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(word => char.IsAsciiLetter(word[0])).ToList();
        Assert.NotEmpty(verbs);
        foreach (var verb in verbs.Prepend(""))
        {
            _output.GetStringBuilder().Clear();
            Assert.Equal(0, await Run([.. $"{above}{verb}".Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]));
            Assert.Matches("Examples?:", _output.ToString());
            Assert.All(_output.ToString().Split('\n'), row => Assert.True(Columns(row.TrimEnd()) <= 80, $"{above}{verb}: {row}"));
            AssertCanBePasted(_output.ToString());
            Assert.DoesNotMatch(@"\(default:[^[]*\)\s*\[default:", _output.ToString());
        }
    }

    // A line that goes on says so to the shell, and nothing in it ends a command unasked.
    private static void AssertCanBePasted(string help)
    {
        var rows = help.Split('\n').SkipWhile(row => !row.Contains("Example", StringComparison.Ordinal)).Skip(1).TakeWhile(row => !string.IsNullOrWhiteSpace(row)).Select(row => row.TrimEnd()).ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows.Zip(rows.Skip(1)), pair => Assert.Equal(!pair.Second.StartsWith("    dcepsim ", StringComparison.Ordinal), pair.First.EndsWith('\\')));
        Assert.All(rows, row => Assert.DoesNotContain(';', string.Concat(row.Split('"').Where((_, place) => place % 2 == 0))));
    }

    [Theory]
    [InlineData("run", "shenzhen-luohu-2020", "--set", "merchants.count=0", "--lang", "zh")]
    [InlineData("scenarios", "check", "shenzhen-luohu-2020", "--set", "merchants.count=0", "--lang", "zh")]
    public async Task Faults_of_a_scenario_are_told_in_Chinese_to_whoever_asks_for_it(params string[] args)
    {
        Assert.Equal(2, await Run(args));

        Assert.Contains("merchants.count：0超出范围；允许：", _error.ToString().Replace("0 超", "0超", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_disk_refuses_is_one_line_and_exit_code_1()
    {
        Assert.SkipUnless(Directory.Exists("/proc"), "needs a folder that nobody can write to");

        Assert.Equal(1, await Run("run", Tiny, "--runs", "1", "--out", "/proc/dcepsim/out"));
        Assert.Single(_error.ToString().TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("-INT")]
    [InlineData("-TERM")]
    public async Task Ctrl_C_ends_the_program_and_leaves_no_results(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent by kill");
        Assert.SkipWhen(signal == "-INT" && IgnoresInterrupt(), "Ctrl-C is ignored here");
        using var process = Start("run", Tiny, "--runs", "1000000", "--out", Out, "--payments", "all");
        while (await process.StandardError.ReadLineAsync(Cancellation) is { } line && !line.StartsWith("run 1 of", StringComparison.Ordinal))
        {
        }

        Assert.NotEmpty(Directory.GetDirectories(_folder.Path));
        using (var kill = Process.Start("kill", [signal, process.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync(Cancellation);
        var told = await process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);

        Assert.Equal(130, process.ExitCode);
        Assert.Contains("dcepsim: stopped; nothing was written.", told, StringComparison.Ordinal);
        Assert.Equal(["tiny.json"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task The_program_itself_prints_json_that_a_pipe_can_read()
    {
        using var process = Start("run", Tiny, "--runs", "1", "--out", Out, "--json");
        var error = process.StandardError.ReadToEndAsync(Cancellation);
        using var summary = await JsonDocument.ParseAsync(process.StandardOutput.BaseStream, cancellationToken: Cancellation);
        await process.WaitForExitAsync(Cancellation);

        Assert.Equal("tiny-lottery", summary.RootElement.GetProperty("scenario").GetString());
        Assert.True(process.ExitCode == 0, await error);
    }

    [Fact]
    public async Task A_figure_that_no_run_has_a_value_of_is_shown_as_none()
    {
        string[] nobodySpends = ["shenzhen-luohu-2020", "--set", "campaign.applicants=200", "--set", "campaign.packets[0].count=2", "--set", "behaviour.occasions.perDay=0.0001", "--runs", "2", "--no-report"];
        Assert.Equal(0, await Run(["run", .. nobodySpends, "--out", Out]));
        Assert.Equal(0, await Run(["compare", .. nobodySpends, "--variant", "merchants.count=100", "--precision", "meanPaymentFen=±1%", "--out", Path.Combine(_folder.Path, "compared")]));

        Assert.Contains("Precision of mean payment: no interval, ±1% asked; not reached.", _output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_processor_without_wide_vectors_gives_the_same_bytes()
    {
        var (wide, narrow) = (Out, Path.Combine(_folder.Path, "narrow"));
        Assert.Equal(0, await Run("run", "shenzhen-luohu-2020", "--set", "campaign.applicants=20000", "--set", "campaign.packets[0].count=5000", "--runs", "1", "--payments", "all", "--sqlite", "--no-report", "--quiet", "--out", wide));

        using var process = Start(
            [new("DOTNET_EnableHWIntrinsic", "0")],
            "run", "shenzhen-luohu-2020", "--set", "campaign.applicants=20000", "--set", "campaign.packets[0].count=5000", "--runs", "1", "--payments", "all", "--sqlite", "--no-report", "--quiet", "--out", narrow);
        var error = await process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);

        Assert.True(process.ExitCode == 0, error);
        var files = Directory.GetFiles(wide).Select(file => Path.GetFileName(file)).Where(file => file != "manifest.json").Order().ToArray();
        Assert.Contains("results.sqlite", files);
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(Path.Combine(wide, file)), File.ReadAllBytes(Path.Combine(narrow, file))));
    }

    private static int Columns(string line) => line.Sum(character => character >= 0x2E80 ? 2 : 1);

    // Where the tests were started in the background, the shell has told them, and so the program, to ignore Ctrl-C.
    private static bool IgnoresInterrupt() =>
        File.Exists("/proc/self/status")
        && File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } ignored
        && (ulong.Parse(ignored["SigIgn:".Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & 0b10) != 0;

    private static Process Start(params string[] args) => Start([], args);

    private static Process Start(KeyValuePair<string, string>[] environment, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(typeof(CommandLine).Assembly.Location);
        foreach (var arg in args)
            start.ArgumentList.Add(arg);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private Task<int> Run(params string[] args) =>
        CommandLine.RunAsync(args, new Terminal(_output, _error, IsLive: false, ShowStackTraces: false, TimeProvider.System), cancellation: Cancellation);

    private string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
