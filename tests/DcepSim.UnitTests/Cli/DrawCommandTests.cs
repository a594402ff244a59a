using System.Globalization;
using DcepSim.Cli;

namespace DcepSim.UnitTests.Cli;

public sealed class DrawCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new(CultureInfo.InvariantCulture);
    private readonly StringWriter _error = new(CultureInfo.InvariantCulture);

    private string Out => Path.Combine(_folder.Path, "draw");

    private string Proof => Path.Combine(Out, "proof.json");

    private string Entrants => Path.Combine(Out, "entrants.txt");

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_scenarios_draw_is_made_and_verified()
    {
        Assert.Equal(0, await DrawLuohu());
        Assert.StartsWith("100 winners drawn among 5000 entrants", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(["commitment.json", "entrants.txt", "proof.json"], Directory.GetFiles(Out).Select(Path.GetFileName).Order());

        Assert.Equal(0, await Run("draw", "verify", Proof, "--entrants", Entrants, "--beacon", "0x8F3A"));
    }

    [Fact]
    public async Task Each_alteration_is_rejected_with_1_and_its_own_message()
    {
        await DrawLuohu();
        var proof = File.ReadAllText(Proof);

        Assert.Equal(1, await Run("draw", "verify", Proof, "--entrants", Entrants, "--beacon", "8f3b"));
        File.WriteAllText(Proof, proof[..(proof.Length / 2)]);
        Assert.Equal(1, await Run("draw", "verify", Proof, "--entrants", Entrants, "--beacon", "8f3a"));
        File.WriteAllText(Proof, proof);
        Assert.Equal(1, await Run("draw", "verify", Proof, "--entrants", Entrants, "--beacon", "8f3a", "--commitment", new string('a', 64)));
        File.WriteAllLines(Entrants, File.ReadAllLines(Entrants).Select(line => line == "0077" ? "7777" : line));
        Assert.Equal(1, await Run("draw", "verify", Proof, "--entrants", Entrants, "--beacon", "8f3a"));

        var told = _error.ToString().TrimEnd().Split("dcepsim: ", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, told.Distinct().Count());
    }

    [Fact]
    public async Task A_real_list_is_drawn_from()
    {
        var list = Path.Combine(_folder.Path, "people.txt");
        File.WriteAllLines(list, Enumerable.Range(0, 300).Select(number => $"person-{number}"));

        Assert.Equal(0, await Run("draw", "run", "--entrants", list, "--winners", "7", "--beacon", "00ff", "--out", Out));
        Assert.Equal(0, await Run("draw", "verify", Proof, "--entrants", list, "--beacon", "00ff"));
        Assert.False(File.Exists(Entrants));
    }

    [Fact]
    public async Task A_scenarios_packets_go_to_the_entrants_of_a_real_list()
    {
        var list = Path.Combine(_folder.Path, "people.txt");
        File.WriteAllLines(list, Enumerable.Range(0, 300).Select(number => $"person-{number}"));

        Assert.Equal(0, await Run("draw", "run", "shenzhen-luohu-2020", "--set", "campaign.packets[0].count=9", "--entrants", list, "--beacon", "00ff", "--out", Out));

        Assert.StartsWith("9 winners drawn among 300 entrants", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(300, File.ReadLines(list).Count());
        Assert.False(File.Exists(Entrants));
    }

    [Theory]
    [InlineData("shenzhen-luohu-2020")]
    [InlineData("--winners")]
    public async Task What_was_committed_to_is_what_may_be_drawn(string subject)
    {
        var committed = Path.Combine(_folder.Path, "committed");
        var list = Path.Combine(_folder.Path, "people.txt");
        File.WriteAllLines(list, Enumerable.Range(0, 300).Select(number => $"person-{number}"));
        string[] what = subject == "--winners" ? ["--winners", "7"] : [subject, "--set", "campaign.applicants=5000", "--set", "campaign.packets[0].count=100"];
        string[] from = subject == "--winners" ? ["--entrants", list] : [];

        Assert.Equal(0, await Run(["draw", "commit", .. what, .. from, "--beacon-source", "the lottery of 11 October", "--out", committed]));
        var fingerprint = _output.ToString().Split('\n')[0].Split(": ")[1].Trim();
        Assert.Matches("^[0-9a-f]{64}$", fingerprint);
        Assert.False(File.Exists(Path.Combine(committed, "proof.json")));

        var drawnFrom = subject == "--winners" ? list : Path.Combine(committed, "entrants.txt");
        string[] draw = ["draw", "run", .. what, "--entrants", drawnFrom, "--beacon", "8f3a", "--commitment", fingerprint, "--out", Out];
        Assert.Equal(1, await Run([.. draw, "--beacon-source", "the lottery of 12 October"]));
        Assert.Equal(0, await Run([.. draw, "--beacon-source", "the lottery of 11 October"]));
        Assert.Equal(0, await Run("draw", "verify", Proof, "--entrants", drawnFrom, "--beacon", "8f3a", "--commitment", fingerprint));
    }

    [Fact]
    public async Task An_earlier_draw_is_replaced_only_by_force()
    {
        Assert.Equal(0, await DrawLuohu());
        Assert.Equal(2, await DrawLuohu());
        Assert.Equal(0, await DrawLuohu("--force"));
    }

    [Fact]
    public async Task A_draw_that_breaks_its_commitment_is_not_made()
    {
        Assert.Equal(1, await DrawLuohu("--commitment", new string('a', 64)));

        Assert.False(Directory.Exists(Out));
    }

    [Theory]
    [InlineData("draw")]
    [InlineData("draw", "commit", "--out", "x")]
    [InlineData("draw", "commit", "shenzhen-luohu-2020")]
    [InlineData("draw", "run", "--beacon", "00", "--out", "x")]
    [InlineData("draw", "run", "--entrants", "e.txt", "--beacon", "00", "--out", "x")]
    [InlineData("draw", "run", "--entrants", "e.txt", "--winners", "0", "--beacon", "00", "--out", "x")]
    [InlineData("draw", "run", "--entrants", "no-such-list.txt", "--winners", "3", "--beacon", "00", "--out", "x")]
    [InlineData("draw", "run", "shenzhen-luohu-2020", "--winners", "5", "--beacon", "00", "--out", "x")]
    [InlineData("draw", "run", "shenzhen-luohu-2020", "--beacon", "0g", "--out", "x")]
    [InlineData("draw", "run", "shenzhen-luohu-2020", "--out", "x")]
    [InlineData("draw", "run", "shenzhen-luohu-2020", "--beacon", "00")]
    [InlineData("draw", "verify", "no-such-proof.json", "--entrants", "e.txt", "--beacon", "00")]
    [InlineData("draw", "verify", "proof.json", "--entrants", "e.txt", "--beacon", "00", "--commitment", "12")]
    public async Task What_cannot_be_done_is_refused_with_2(params string[] args)
    {
        Assert.Equal(2, await Run(args));

        Assert.StartsWith("dcepsim: ", _error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_output.ToString());
        Assert.False(Path.Exists("x"));
    }

    [Theory]
    [InlineData("draw", "--help")]
    [InlineData("draw", "commit", "--help")]
    [InlineData("draw", "run", "--help")]
    [InlineData("draw", "verify", "--help")]
    public async Task Every_verb_has_help_with_an_example(params string[] args)
    {
        Assert.Equal(0, await Run(args));

        Assert.Contains("Example", _output.ToString(), StringComparison.Ordinal);
    }

    private Task<int> DrawLuohu(params string[] more) => Run(
        ["draw", "run", "shenzhen-luohu-2020", "--set", "campaign.applicants=5000", "--set", "campaign.packets[0].count=100", "--beacon", "8f3a", "--out", Out, .. more]);

    private Task<int> Run(params string[] args) => CommandLine.RunAsync(
        args, new Terminal(_output, _error, IsLive: false, ShowStackTraces: false, TimeProvider.System), cancellation: TestContext.Current.CancellationToken);
}
