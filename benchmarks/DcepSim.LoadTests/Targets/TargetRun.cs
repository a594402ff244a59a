using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using DcepSim.Cli.Benching;
using NodaTime;
using NodaTime.Text;

namespace DcepSim.LoadTests.Targets;

/// <summary>Runs every measurement in a process of its own, round by round, keeps what each printed, and ends with the table.</summary>
internal sealed class TargetRun(TargetPlan plan)
{
    private const int CommitLength = 7;
    private static readonly string Version = Shortened(typeof(SettleBench).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion);

    public async Task<int> RunAsync()
    {
        var all = TargetList.For(plan.Transfers, plan.Accounts, plan.LargeAccounts, plan.WindowBits, plan.TakesMemoryAtOnce);
        var unknown = plan.Only.Except(all.Select(one => one.Name)).ToList();
        if (unknown.Count > 0)
            throw new ArgumentException($"There is no {string.Join(", ", unknown)}: {string.Join(", ", all.Select(one => one.Name))}.");
        var wanted = plan.Only.Count == 0 ? all : [.. all.Where(one => plan.Only.Contains(one.Name))];
        var failed = plan.OnlyTable ? 0 : await MeasureAsync(wanted);
        TargetTable.Write(Console.Out, wanted, KeptRound.ReadAll(plan.Keep));
        return failed == 0 ? 0 : 1;
    }

    private async Task<int> MeasureAsync(IReadOnlyList<Measurement> measurements)
    {
        var (began, failed) = (Stopwatch.GetTimestamp(), 0);
        var before = KeptRound.ReadAll(plan.Keep).Select(round => round.Round).DefaultIfEmpty().Max();
        for (var round = 1; round <= plan.Rounds; round++)
        {
            foreach (var measurement in measurements)
            {
                if (Stopwatch.GetElapsedTime(began) >= plan.Longest)
                    return failed;
                failed += await TryMeasureAsync(measurement, before + round) ? 0 : 1;
            }
        }

        return failed;
    }

    private async Task<bool> TryMeasureAsync(Measurement measurement, int round)
    {
        var folder = Path.Combine(plan.Dir, string.Create(CultureInfo.InvariantCulture, $"dcepsim-target-{Environment.ProcessId}"));
        await RestedDisk.WaitAsync();
        var (load, began) = (Load(), Stopwatch.GetTimestamp());
        Console.Error.Write($"{measurement.Name}, round {round}: {measurement.Command} …");
        try
        {
            var found = await PrintedByAsync(measurement, folder);
            var seconds = Math.Round(Stopwatch.GetElapsedTime(began).TotalSeconds, 1);
            var at = InstantPattern.General.Format(SystemClock.Instance.GetCurrentInstant());
            new KeptRound(measurement.Name, round, measurement.Command, Version, at, seconds, load, found).AddTo(plan.Keep);
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $" {seconds} s"));
            return true;
        }
        catch (Exception fault) when (fault is InvalidOperationException or JsonException)
        {
            Console.Error.WriteLine($" failed: {fault.Message}");
            return false;
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<JsonElement> PrintedByAsync(Measurement measurement, string folder)
    {
        var program = Path.Combine(AppContext.BaseDirectory, measurement.IsTool ? "DcepSim.Cli" : "DcepSim.LoadTests") + (OperatingSystem.IsWindows() ? ".exe" : "");
        string[] where = measurement.HasFolder ? ["--dir", folder] : [];
        using var process = Process.Start(new ProcessStartInfo(program, [.. measurement.Arguments, .. where]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await Task.WhenAll(output, error, process.WaitForExitAsync());
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"exit code {process.ExitCode}: {(await error).Trim()}");
        var found = JsonIn(await output);
        return found.TryGetProperty("trialBalanceOk", out var isBalanced) && !isBalanced.GetBoolean()
            ? throw new InvalidOperationException("the trial balance is broken")
            : found;
    }

    // The last object that begins a line: what else a program says comes before it.
    private static JsonElement JsonIn(string printed)
    {
        var begins = printed.StartsWith('{') ? 0 : -1;
        begins = printed.LastIndexOf("\n{", StringComparison.Ordinal) is var later && later >= 0 ? later + 1 : begins;
        return begins < 0 ? throw new InvalidOperationException("no JSON was printed") : JsonDocument.Parse(printed[begins..]).RootElement.Clone();
    }

    // Version and commit: 0.1.0+0123456.
    private static string Shortened(string version) => version[..Math.Min(version.Length, version.IndexOf('+', StringComparison.Ordinal) + 1 + CommitLength)];

    private static double? Load() =>
        File.Exists("/proc/loadavg") ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) : null;
}
