using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace DcepSim.Results;

/// <summary>What the results were made on, as far as it matters for time and last bits; nothing that names a person or a host.</summary>
internal static class Machine
{
    private const string ProcessorFacts = "/proc/cpuinfo";

    public static void Write(Utf8JsonWriter json)
    {
        json.WriteString("runtime", RuntimeInformation.FrameworkDescription);
        json.WriteStartObject("machine");
        json.WriteString("system", RuntimeInformation.OSDescription);
        json.WriteString("architecture", RuntimeInformation.ProcessArchitecture.ToString());
        json.WriteString("processor", ProcessorModel());
        json.WriteNumber("processors", Environment.ProcessorCount);
        json.WriteNumber("memoryBytes", GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        json.WriteEndObject();
    }

    /// <summary>The most memory this process has held at once.</summary>
    public static long PeakMemoryBytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    private static string? ProcessorModel() => File.Exists(ProcessorFacts)
        ? File.ReadLines(ProcessorFacts).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
        : null;
}
