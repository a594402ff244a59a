using System.Globalization;
using System.Runtime.InteropServices;

namespace DcepSim.Cli.Benching;

/// <summary>The machine, and how much of it others took meanwhile.</summary>
/// <param name="Processor">Its name.</param>
/// <param name="LogicalProcessors">How many this process sees.</param>
/// <param name="MemoryBytes">What the process may use.</param>
/// <param name="OperatingSystem">Its name.</param>
/// <param name="Runtime">The framework.</param>
/// <param name="LoadAverage">Threads that ran or wanted to, over the last minute, at the end; null where the system does not tell.</param>
/// <param name="CpuSteal">The share of processor time that the host gave to other guests, 0 to 1; null where the system does not tell.</param>
public sealed record MachineReading(
    string Processor, int LogicalProcessors, long MemoryBytes, string OperatingSystem, string Runtime, double? LoadAverage, double? CpuSteal)
{
    private const int StealColumn = 8; // "cpu user nice system idle iowait irq softirq steal"
    private const int Columns = 9;

    /// <summary>What has been counted so far, to be given to <see cref="Since"/>.</summary>
    internal static long[]? Ticks() => FirstLine("/proc/stat") is { } line
        ? [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(Columns - 1).Select(text => long.Parse(text, CultureInfo.InvariantCulture))]
        : null;

    internal static MachineReading Since(long[]? before)
    {
        double? steal = null;
        if (before is not null && Ticks() is { } after && after.Length >= StealColumn && before.Length == after.Length)
        {
            var total = after.Sum() - before.Sum();
            steal = total == 0 ? 0 : (after[StealColumn - 1] - before[StealColumn - 1]) / (double)total;
        }

        return new(
            ProcessorName(),
            Environment.ProcessorCount,
            GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
            RuntimeInformation.OSDescription,
            RuntimeInformation.FrameworkDescription,
            FirstLine("/proc/loadavg") is { } load ? double.Parse(load.Split(' ')[0], CultureInfo.InvariantCulture) : null,
            steal);
    }

    private static string ProcessorName()
    {
        var line = Lines("/proc/cpuinfo").FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal));
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }

    private static string? FirstLine(string path) => Lines(path).FirstOrDefault();

    private static IEnumerable<string> Lines(string path) => File.Exists(path) ? File.ReadLines(path) : [];
}
