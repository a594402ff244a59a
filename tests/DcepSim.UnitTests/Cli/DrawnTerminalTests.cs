using System.Globalization;
using System.Text.RegularExpressions;
using DcepSim.Cli;
using DcepSim.Experiments;
using DcepSim.Scenarios;
using DcepSim.Settlement;
using DcepSim.Testing;

namespace DcepSim.UnitTests.Cli;

/// <summary>What a person at a terminal of 80 columns sees, and that nothing of it reaches a file or a pipe.</summary>
public sealed partial class DrawnTerminalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new(CultureInfo.InvariantCulture);
    private readonly StringWriter _error = new(CultureInfo.InvariantCulture);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Lines =>
    [
        "run TINY --runs 6",
        "sweep TINY --vary campaign.packets[0].faceYuan=10,20 --runs 3",
        "compare TINY --variant campaign.packets[0].faceYuan=10 --runs 3",
        "sensitivity shenzhen-luohu-2020 --set campaign.applicants=60000 --vary behaviour.basket.sigma=0.8..1.2 --points 2 --metric payments",
        "validate shenzhen-luohu-2020 --set campaign.applicants=60000 --runs 2",
        "branch shenzhen-luohu-2020 --set campaign.applicants=60000 --at 2020-10-15T12:00 --variant sale:behaviour.occasions.perDay=3 --runs 2",
        "offline risk offline-risk --vary offline.policy.payeeCapYuan=100,500 --runs 2",
        "optimise TINY --vary campaign.packets[0].faceYuan=10,20 --objective payments --first-runs 5 --fresh-runs 2 --runs 5",
    ];

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Everything_drawn_fits_80_columns_and_charts_stand_beside_the_tables(string line)
    {
        Assert.Equal(0, await Run(line, isLive: true));

        var shown = Escapes().Replace(_output.ToString(), "");
        Assert.All(shown.Split('\n').Where(row => !row.StartsWith("Results:", StringComparison.Ordinal)), row => Assert.True(Columns(row) <= 80, row));
        Assert.True(shown.Contains('◆', StringComparison.Ordinal) || shown.Contains('█', StringComparison.Ordinal), shown);
        Assert.Contains("\u001b[1m", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bar_with_rate_and_time_left_is_drawn_over_itself_and_gone_at_the_end()
    {
        Assert.Equal(0, await RunInTurn(isLive: true, 10, 5, 5, 5));

        Assert.Contains("4 of 4, 0.2 runs/s, 0 s left", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("━", _error.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("\u001b[?25h", _error.ToString(), StringComparison.Ordinal); // the cursor is back
    }

    [Fact]
    public async Task A_run_shows_where_its_runs_fell_and_its_hours_as_an_assumption()
    {
        Assert.Equal(0, await Run("run TINY --runs 6", isLive: true));

        var shown = Escapes().Replace(_output.ToString(), "");
        Assert.Contains("where 6 runs fell", shown, StringComparison.Ordinal);
        Assert.Contains("its 95 % interval", shown, StringComparison.Ordinal);
        Assert.Contains("Payments by hour", shown, StringComparison.Ordinal);
        Assert.Contains("assumption, not evidence", shown, StringComparison.Ordinal);
        Assert.Contains('█', shown);
    }

    [Fact]
    public async Task A_benchmark_shows_latencies_and_rates()
    {
        Assert.Equal(0, await Run($"bench settle --accounts 1000 --transfers 20000 --batch 500 --window 65536 --dir {_folder.Path}/journal", isLive: true, hasOut: false));

        var shown = Escapes().Replace(_output.ToString(), "");
        Assert.Contains("How long answers took", shown, StringComparison.Ordinal);
        Assert.All(shown.Split('\n'), row => Assert.True(Columns(row) <= 80, row));
    }

    [Fact]
    public async Task Redirected_output_holds_neither_colours_nor_charts()
    {
        Assert.Equal(0, await Run("run TINY --runs 4", isLive: false));

        Assert.DoesNotContain('\u001b', _output.ToString() + _error);
        Assert.DoesNotContain('█', _output.ToString());
        Assert.DoesNotContain('◆', _output.ToString());
    }

    [Fact]
    public async Task No_pace_is_told_of_a_moment_in_which_two_runs_ended_together()
    {
        Assert.Equal(0, await RunInTurn(isLive: false, 10, 0.01, 3.99, 0.01));

        var runs = _error.ToString().Split('\n').Where(line => line.StartsWith("run ", StringComparison.Ordinal));
        Assert.Equal(["run 1 of 4, 10 s so far", "run 2 of 4, 10 s so far", "run 3 of 4, 0.5 runs/s, 2 s left", "run 4 of 4, 0.5 runs/s, 0 s left"], runs);
    }

    private static int Columns(string text) => text.Sum(letter => letter is >= '\u1100' and <= '\uffdc' and not (>= '\u2000' and <= '\u2fff') ? 2 : 1);

    // Each run takes its time by a clock that stands still but for that.
    private Task<int> RunInTurn(bool isLive, params double[] seconds)
    {
        var clock = new ScriptedTime(seconds);
        var preset = new ExperimentOptions
        {
            OpenSettlement = (options, time) =>
            {
                clock.Next();
                return new InlineSettlement(options, time);
            },
        };
        return Run($"run TINY --runs {seconds.Length} --threads 1", isLive, clock: clock, preset: preset);
    }

    private async Task<int> Run(string line, bool isLive, bool hasOut = true, TimeProvider? clock = null, ExperimentOptions? preset = null)
    {
        var tiny = Path.Combine(_folder.Path, "tiny.json");
        await File.WriteAllBytesAsync(tiny, ScenarioWriter.Write(TinyScenarios.Lottery()), Cancellation);
        var terminal = new Terminal(_output, _error, isLive, ShowStackTraces: true, clock ?? TimeProvider.System) { IsOutputLive = isLive };
        string[] args = [.. line.Split(' ').Select(word => word == "TINY" ? tiny : word)];
        if (hasOut)
            args = [.. args, "--out", Path.Combine(_folder.Path, "out")];
        var code = await CommandLine.RunAsync(args, terminal, preset, cancellation: Cancellation);
        Assert.True(code == 0, _error.ToString());
        return code;
    }

    /// <summary>Stands still but for the steps it is told to take.</summary>
    private sealed class ScriptedTime(params double[] steps) : TimeProvider
    {
        private int _place;
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Next() => _now += TimeSpan.FromSeconds(steps[_place++]).Ticks;
    }

    [GeneratedRegex("\u001b\\[[?0-9;]*[A-Za-z]")]
    private static partial Regex Escapes();
}
