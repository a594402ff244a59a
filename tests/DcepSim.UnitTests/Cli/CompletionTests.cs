using DcepSim.Cli;

namespace DcepSim.UnitTests.Cli;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("dcepsim ru", "run")]
    [InlineData("dcepsim run shenzhen-lu", "shenzhen-luohu-2020")]
    [InlineData("dcepsim run shenzhen-luohu-2020 --prec", "--precision")]
    [InlineData("dcepsim bench settle --dur", "--durability")]
    [InlineData("dcepsim bench settle --durability f", "fsync")]
    public async Task A_shell_is_told_what_may_stand_there(string line, string expected)
    {
        Assert.Contains(expected, (await TellAsync($"[suggest:{line.Length}]", line)).Split('\n', StringSplitOptions.TrimEntries));
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _dcepsim dcepsim")]
    [InlineData("zsh", "compdef _dcepsim dcepsim")]
    [InlineData("pwsh", "Register-ArgumentCompleter")]
    public async Task Each_shell_gets_its_script(string shell, string expected)
    {
        Assert.Contains(expected, await TellAsync("completion", shell), StringComparison.Ordinal);
    }

    private static async Task<string> TellAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        Assert.Equal(0, await CommandLine.RunAsync(args, new Terminal(output, error, IsLive: false, ShowStackTraces: false, TimeProvider.System), cancellation: TestContext.Current.CancellationToken));
        return output.ToString();
    }
}
