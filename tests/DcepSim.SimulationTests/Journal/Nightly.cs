using System.Diagnostics;
using System.Globalization;

namespace DcepSim.SimulationTests.Journal;

/// <summary>How long tests may go on that have no end of their own, and where their seeds begin.</summary>
internal static class Nightly
{
    public const string Variable = "DCEPSIM_NIGHTLY_MINUTES";
    private const string SeedVariable = "DCEPSIM_NIGHTLY_SEED";

    /// <summary>Zero where the variable is not set.</summary>
    public static TimeSpan Span { get; } = TimeSpan.FromMinutes(double.Parse(Read(Variable) ?? "0", CultureInfo.InvariantCulture));

    public static long FirstSeed(long preset) => Read(SeedVariable) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : preset;

    /// <summary>Does something again and again, on all processors, until the time is over or it fails.</summary>
    public static void Repeat(Action once)
    {
        var began = Stopwatch.GetTimestamp();
        Parallel.For(0, Environment.ProcessorCount, (_, state) =>
        {
            while (!state.IsStopped && Stopwatch.GetElapsedTime(began) < Span)
                once();
        });
    }

    private static string? Read(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? text : null;
}
