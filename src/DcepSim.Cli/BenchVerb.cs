using System.CommandLine;
using System.Globalization;
using System.Numerics;
using System.Text;
using DcepSim.Cli.Benching;
using DcepSim.Cli.Screen;
using DcepSim.Results;
using DcepSim.Settlement.Journal;
using DcepSim.Web.Report;

namespace DcepSim.Cli;

/// <summary><c>dcepsim bench settle</c>: how many transfers a second this machine settles, and how long each takes.</summary>
internal sealed class BenchVerb
{
    private const string Description = """
        Settles made-up transfers through the real pipeline and journal, and measures it.

        Examples:
          dcepsim bench settle
          dcepsim bench settle --transfers 500000000 --dir /mnt/disk/bench --json
          dcepsim bench settle --mix payments --skew 0.99
          dcepsim bench settle --submitters 1024 --batch 1 --transfers 2000000
          dcepsim bench settle --rate 4000000 --batch 1000
          dcepsim bench settle --durability none --accounts 10000000
          dcepsim bench settle --out results/bench --lang zh

        The callers make their transfers while the clock runs; opening and funding accounts and a
        tenth of the transfers (at most a million) come before it. With --dir the journal is kept:
        'dcepsim journal verify DIR' then checks every byte and every answer in it. It takes
        768 MiB of disk at once, three segments written ahead (48 below a million transfers), and
        some 70 MB for each million transfers after that. With --out the
        results folder holds bench.json and report.html: latencies, transfers over time, the
        machine, and what the figures include.
        """;

    private static readonly SettleBenchOptions Preset = new();

    private readonly Terminal _terminal;
    private readonly Option<int> _accounts = NumberOption.Make("--accounts", "N", "Wallets, merchants and packets; a multiple of 10.", Preset.Accounts, 20, 100_000_000);
    private readonly Option<long> _transfers = Number("--transfers", "N", "How many transfers are measured.", Preset.Transfers);
    private readonly Option<int> _submitters = NumberOption.Make("--submitters", "N", "How many callers ask at once.", Preset.Submitters, 1, 65_536);
    private readonly Option<int> _batch = NumberOption.Make("--batch", "N", "How many transfers a request holds.", Preset.Batch, 1, 49_152);
    private readonly Option<BenchDurability> _durability = Choice<BenchDurability>("--durability", "What an answer waits for: the disk, the operating system, nothing.");
    private readonly Option<BenchMix> _mix = Choice<BenchMix>("--mix", "Which transfers are asked for.");
    private readonly Option<double> _skew = new("--skew") { Description = "The exponent of the Zipf law by which accounts are chosen; 0 is uniform.", HelpName = "S" };
    private readonly Option<long> _rate = Number("--rate", "R", "Transfers a second that fall due; latency then counts from that moment. 0: as fast as answers come.", 0);
    private readonly Option<string> _folder = new("--dir") { Description = "Where the journal is put and kept; otherwise a temporary folder.", HelpName = "DIR" };
    private readonly Option<int> _window = NumberOption.Make("--window", "W", "Idempotency window in journal entries, up to a power of two.", Preset.Window, SettleBenchOptions.WindowMin, 1 << 28);
    private readonly Option<bool> _atOnce = new("--memory-at-once") { Description = "Take all memory before the clock starts instead of as it fills." };
    private readonly Option<long> _seed = Number("--seed", "S", "The seed of all chance.", 1);
    private readonly Option<bool> _json = new("--json") { Description = "Print the report as JSON." };
    private readonly Option<string?> _out = new("--out") { Description = "Write bench.json and report.html into this folder, new or empty.", HelpName = "DIR" };
    private readonly ReportArguments _report = new();

    private BenchVerb(Terminal terminal)
    {
        _terminal = terminal;
        _folder.Validators.Add(ScenarioArguments.RefuseBlank);
        _out.Validators.Add(ScenarioArguments.RefuseBlank);
    }

    public static Command Make(Terminal terminal)
    {
        var verb = new BenchVerb(terminal);
        var settle = new Command("settle", Description)
        {
            verb._accounts, verb._transfers, verb._submitters, verb._batch, verb._durability, verb._mix, verb._skew, verb._rate, verb._folder, verb._window, verb._atOnce, verb._seed, verb._json, verb._out,
        };
        verb._report.AddTo(settle);
        settle.SetAction(verb.SettleAsync);
        return new("bench", "Measures this machine.\n\nExample:\n  dcepsim bench settle") { settle };
    }

    private async Task<int> SettleAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var options = Read(parsed);
        try
        {
            options.Validate();
        }
        catch (ArgumentException fault)
        {
            return Refuse(fault.Message);
        }

        if (options is { Folder: not null, Durability: BenchDurability.None })
            return Refuse("--durability none keeps no journal; leave --dir out.");
        if (options.Folder is { } file && File.Exists(file))
            return Refuse($"{file} is a file; name another folder with --dir.");
        if (options.Folder is { } kept && Directory.Exists(kept) && Directory.EnumerateFileSystemEntries(kept).Any())
            return Refuse($"{kept} is not empty: a benchmark starts from nothing.");
        if (parsed.GetValue(_out) is { } taken && Directory.Exists(taken) && Directory.EnumerateFileSystemEntries(taken).Any())
            return Refuse($"{taken} is not empty: name another folder with --out.");
        using var results = parsed.GetValue(_out) is { } shown ? WholeFolder.Open(shown) : null;
        var folder = options.Folder ?? Directory.CreateTempSubdirectory(string.Create(CultureInfo.InvariantCulture, $"dcepsim-bench-{Environment.ProcessId}-")).FullName;
        BenchReport report;
        try
        {
            using var progress = new BenchLine(_terminal);
            report = await new SettleBench(options, _terminal.Clock, progress).RunAsync(folder, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested && options.Folder is not null)
        {
            _terminal.Error.WriteLine(Keeps(folder) ? $"dcepsim: stopped; {folder} keeps what was settled until then." : "dcepsim: stopped before anything was settled.");
            return ExitCode.Stopped;
        }
        finally
        {
            if (options.Folder is null)
                Directory.Delete(folder, recursive: true);
        }

        if (results is not null)
            await KeepAsync(results, report, parsed).ConfigureAwait(false);
        if (parsed.GetValue(_json))
            _terminal.Output.Write(BenchReportText.Json(report));
        else
            BenchReportText.WriteTable(new Sheet(_terminal), report, options);
        if (results is not null)
            _terminal.Error.WriteLine($"Results: {parsed.GetValue(_out)}");
        _terminal.Output.Flush();
        return report.TrialBalanceOk ? ExitCode.Success : ExitCode.Failure;
    }

    private async Task KeepAsync(WholeFolder results, BenchReport report, ParseResult parsed)
    {
        var json = Encoding.UTF8.GetBytes(BenchReportText.Json(report));
        results.Write(ResultFiles.Bench, json);
        if (_report.IsWanted(parsed))
            results.Write(ResultFiles.Report, await StudyReport.WriteAsync(json, _report.Language(parsed)).ConfigureAwait(false));
        results.Complete();
    }

    private SettleBenchOptions Read(ParseResult parsed) => new()
    {
        Accounts = parsed.GetValue(_accounts),
        Transfers = parsed.GetValue(_transfers),
        Submitters = parsed.GetValue(_submitters),
        Batch = parsed.GetValue(_batch),
        Durability = parsed.GetValue(_durability),
        Mix = parsed.GetValue(_mix),
        Skew = parsed.GetValue(_skew),
        Rate = parsed.GetValue(_rate),
        Folder = parsed.GetValue(_folder),
        Window = (int)BitOperations.RoundUpToPowerOf2((uint)parsed.GetValue(_window)),
        TakesMemoryAtOnce = parsed.GetValue(_atOnce),
        Seed = parsed.GetValue(_seed),
    };

    private static bool Keeps(string folder) => Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*" + JournalLayout.SegmentExtension).Any();

    private int Refuse(string reason)
    {
        _terminal.Error.WriteLine($"dcepsim: {reason}");
        return ExitCode.Misuse;
    }

    private static Option<long> Number(string name, string helpName, string description, long preset) =>
        new(name) { Description = description, HelpName = helpName, DefaultValueFactory = _ => preset };

    private static Option<T> Choice<T>(string name, string description)
        where T : struct, Enum
    {
        var words = Enum.GetNames<T>().Select(word => word.ToLowerInvariant()).ToArray();
        var option = new Option<T>(name)
        {
            Description = $"{description} One of {string.Join(", ", words)}; {words[0]} unless set.",
            HelpName = string.Join('|', words),
            CustomParser = result =>
            {
                var place = result.Tokens is [var token] ? Array.IndexOf(words, token.Value) : -1;
                if (place < 0)
                    result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} takes one of {string.Join(", ", words)}."));
                return place < 0 ? default : Enum.GetValues<T>()[place];
            },
        };
        option.CompletionSources.Clear(); // these are the names in the code, which are not taken
        option.CompletionSources.Add(words);
        return option;
    }
}
