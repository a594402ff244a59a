using System.Globalization;
using DcepSim.Cli;

namespace DcepSim.UnitTests.Cli;

/// <summary>What is said of a line that was not understood.</summary>
public sealed class ComplaintTests
{
    [Theory]
    [InlineData("--runs \"abc\" is no whole number; allowed: 1 to 1000000.", "run", "shenzhen-luohu-2020", "--runs", "abc")]
    [InlineData("--runs 99999999999 is out of range; allowed: 1 to 1000000.", "run", "shenzhen-luohu-2020", "--runs", "99999999999")]
    [InlineData("--runs -5 is out of range; allowed: 1 to 1000000.", "run", "shenzhen-luohu-2020", "--runs", "-5")]
    [InlineData("--seed \"1.5\" is no whole number.", "run", "shenzhen-luohu-2020", "--seed", "1.5")]
    [InlineData("--budget \"8,50\" is not understood;", "optimise", "shenzhen-luohu-2020", "--vary", "merchants.count=1,2", "--budget", "8,50")]
    [InlineData("--budget \"-3\" is not understood;", "optimise", "shenzhen-luohu-2020", "--vary", "merchants.count=1,2", "--budget", "-3")]
    [InlineData("{file} is a file; name another folder with --dir.", "bench", "settle", "--dir", "{file}")]
    [InlineData("{file} is a file; name another folder with --dir.", "serve", "--port", "0", "--dir", "{file}")]
    [InlineData("{file} is a file; name another folder for the results.", "bench", "settle", "--out", "{file}")]
    [InlineData("{file} is a file, so ", "run", "shenzhen-luohu-2020", "--runs", "1", "--out", "{file}/results")]
    [InlineData("dcepsim has no verb \"rnu\" (did you mean run?).\nTry 'dcepsim --help'.\n", "rnu", "shenzhen-luohu-2020", "--runs", "3")]
    [InlineData("dcepsim has no verb \"fly\".\n", "fly")]
    [InlineData("dcepsim has no verb \"r\".\n", "r")]
    [InlineData("dcepsim has no verb \"rm\".\n", "rm")]
    [InlineData("dcepsim has no verb \"sum\".\n", "sum")]
    [InlineData("dcepsim has no verb \"verify\" (did you mean draw verify or journal verify?).\n", "verify", "DIR")]
    [InlineData("dcepsim has no verb \"shenzhen-luohu-2020\" (did you mean run shenzhen-luohu-2020?).\n", "shenzhen-luohu-2020")]
    [InlineData("journal has no verb \"vrify\" (did you mean verify?).\nTry 'dcepsim journal --help'.\n", "journal", "vrify", "DIR")]
    [InlineData("scenarios wants one of its verbs: list, show, check, new.\n", "scenarios")]
    [InlineData("run has no option --rnus (did you mean --runs?).\ndcepsim: run has no option --fast.\nTry 'dcepsim run --help'.\n", "run", "shenzhen-luohu-2020", "--rnus=3", "--fast", "5")]
    [InlineData("\"twice\" is one word too many for run.\n", "run", "shenzhen-luohu-2020", "twice")]
    [InlineData("\"transfers\" is one word too many for settle; the option is written --transfers.\nTry ", "bench", "settle", "transfers", "5")]
    [InlineData("\"twice\" is one word too many for run.\ndcepsim: \"runs\" is one word too many for run; the option is written --runs.\nTry ", "run", "shenzhen-luohu-2020", "twice", "runs", "3")]
    [InlineData("--runs wants a value.\n", "run", "shenzhen-luohu-2020", "--runs")]
    [InlineData("sweep has no option --vry (did you mean --vary?).\ndcepsim: Option '--vary' is required.\n", "sweep", "shenzhen-luohu-2020", "--vry", "merchants.count=1,2")]
    [InlineData("--metric \"paymnts\" is not known (did you mean payments?); allowed: applicants, winners, ", "sweep", "shenzhen-luohu-2020", "--vary", "merchants.count=1,2", "--metric", "paymnts")]
    [InlineData("--payments \"weekly\" is not known; allowed: first, all, none.\n", "run", "shenzhen-luohu-2020", "--payments", "weekly")]
    [InlineData("--precision: there is no metric \"redemedFen\" (did you mean redeemedFen?); there are: applicants, ", "run", "shenzhen-luohu-2020", "--precision", "redemedFen=1%")]
    public async Task What_cannot_be_used_is_refused_in_words_of_the_user(string said, params string[] args)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "file");
        await File.WriteAllBytesAsync(file, [], TestContext.Current.CancellationToken);
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        string[] line = [.. args.Select(arg => arg.Replace("{file}", file, StringComparison.Ordinal))];
        var exit = await CommandLine.RunAsync(line, new Terminal(TextWriter.Null, error, IsLive: false, ShowStackTraces: false, TimeProvider.System), cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(2, exit);
        Assert.StartsWith($"dcepsim: {said.Replace("{file}", file, StringComparison.Ordinal)}", error.ToString(), StringComparison.Ordinal);
    }
}
