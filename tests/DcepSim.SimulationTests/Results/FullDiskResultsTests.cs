using System.Globalization;
using DcepSim.Cli;
using DcepSim.SimulationTests.Settlement;

namespace DcepSim.SimulationTests.Results;

/// <summary>The disk runs full while runs are logged: a real file system that holds a part of the payments only.</summary>
public class FullDiskResultsTests
{
    private const int Megabytes = 2;

    [Theory(Timeout = 120_000)]
    [InlineData("--payments", "first")]
    [InlineData("--payments", "all")]
    [InlineData("--payments", "all", "--sqlite")]
    public async Task A_log_that_fills_the_disk_is_a_failure_that_leaves_nothing_half_written(params string[] written)
    {
        using var disk = SmallDisk.TryMount("tmpfs", Megabytes, out var reason);
        Assert.SkipWhen(disk is null, reason);
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var error = new StringWriter(CultureInfo.InvariantCulture);

        var exit = await CommandLine.RunAsync(
            ["run", "workload-7d-50k", "--runs", "3", "--threads", "2", "--quiet", .. written, "--out", Path.Combine(disk!.Place, "deep", "results")],
            new Terminal(output, error, IsLive: false, ShowStackTraces: false, TimeProvider.System),
            cancellation: TestContext.Current.CancellationToken);

        Assert.True(exit == 1, $"exit {exit}: {error}");
        Assert.Matches("(?i)space|full", error.ToString());
        Assert.Single(error.ToString().TrimEnd().Split('\n'));
        Assert.Empty(output.ToString());
        Assert.Empty(Directory.GetFileSystemEntries(disk.Place));
        Assert.Equal(Megabytes << 20, new DriveInfo(disk.Place).AvailableFreeSpace);
    }
}
