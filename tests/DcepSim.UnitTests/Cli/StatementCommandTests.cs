using System.Globalization;
using System.Text.Json;
using DcepSim.Cli;

namespace DcepSim.UnitTests.Cli;

public sealed class StatementCommandTests : IDisposable
{
    private const string Account = "17"; // a merchant of the benchmark

    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new(CultureInfo.InvariantCulture);
    private readonly StringWriter _error = new(CultureInfo.InvariantCulture);

    private string Kept => Path.Combine(_folder.Path, "journal");

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_statement_is_what_the_export_tells_of_the_account()
    {
        Assert.Equal(0, await Run("bench", "settle", "--accounts", "100", "--transfers", "6000", "--window", "65536", "--dir", Kept));
        var exported = (await Lines("journal", "export", Kept)).Select(line => line.Split(',')).Where(row => row[11] == "Accepted" && (row[6] == Account || row[7] == Account)).ToList();

        var stated = (await Lines("journal", "statement", Kept, "--account", Account, "--from", "1", "--csv")).Select(line => line.Split(',')).ToList();

        Assert.True(stated.Count > 20, $"{stated.Count} entries are too few to tell.");
        Assert.Equal(exported.Select(row => (row[0], row[1], row[2], row[6] == Account ? row[7] : row[6], row[8], row[6] == Account ? row[12] : row[13])), stated.Select(row => (row[0], row[1], row[2], row[5], row[6], row[8])));
        var balance = 0L;
        Assert.All(stated, row => Assert.Equal(balance += Fen(row[7]), Fen(row[8])));

        var latest = (await Lines("journal", "statement", Kept, "--account", Account, "--last", "5", "--csv")).ToList();
        Assert.Equal(stated.TakeLast(5).Reverse().Select(row => row[0]), latest.Select(line => line.Split(',')[0]));
        var fromTime = (await Lines("journal", "statement", Kept, "--account", Account, "--from", stated[7][1], "--csv")).ToList();
        Assert.Equal(stated.Where(row => string.CompareOrdinal(row[1], stated[7][1]) >= 0).Select(row => row[0]), fromTime.Select(line => line.Split(',')[0]));
    }

    [Fact]
    public async Task As_json_it_names_its_schema_and_as_a_table_it_stays_within_80_columns()
    {
        Assert.Equal(0, await Run("bench", "settle", "--accounts", "100", "--transfers", "3000", "--window", "65536", "--dir", Kept));
        _output.GetStringBuilder().Clear();
        Assert.Equal(0, await Run("journal", "statement", Kept, "--account", Account, "--last", "3", "--json"));
        using var json = JsonDocument.Parse(_output.ToString());
        Assert.Equal("dcepsim.statement/1", json.RootElement.GetProperty("schema").GetString());
        Assert.Equal(3, json.RootElement.GetProperty("entries").GetArrayLength());

        Assert.All(await Lines("journal", "statement", Kept, "--account", Account), line => Assert.InRange(line.Length, 0, 80));
        Assert.Contains("No entries", string.Concat(await Lines("journal", "statement", Kept, "--account", "99999", "--last", "3", "--csv")) + await Text("journal", "statement", Kept, "--account", "99999"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--from", "yesterday")]
    [InlineData("--from", "0")]
    [InlineData("--last", "0")]
    [InlineData("--account", "0")]
    public async Task A_wrong_option_is_wrong_usage_and_says_what_is_allowed(string option, string value)
    {
        var args = new[] { "journal", "statement", Kept, option, value };
        Assert.Equal(2, await Run(option == "--account" ? args : [.. args, "--account", Account]));
        Assert.Contains(option, _error.ToString(), StringComparison.Ordinal);
    }

    private static long Fen(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private async Task<string> Text(params string[] args)
    {
        _output.GetStringBuilder().Clear();
        Assert.Equal(0, await Run(args));
        return _output.ToString();
    }

    /// <summary>What a command prints, without its header.</summary>
    private async Task<IEnumerable<string>> Lines(params string[] args) => (await Text(args)).TrimEnd('\n').Split('\n').Skip(1);

    private Task<int> Run(params string[] args) =>
        CommandLine.RunAsync(args, new Terminal(_output, _error, IsLive: false, ShowStackTraces: true, TimeProvider.System), cancellation: TestContext.Current.CancellationToken);
}
