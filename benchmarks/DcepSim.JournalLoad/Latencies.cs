using System.Diagnostics;

namespace DcepSim.JournalLoad;

/// <summary>Times of single calls, told by their quantiles (nearest rank).</summary>
internal sealed class Latencies(int capacity)
{
    private readonly List<double> _milliseconds = new(capacity);

    public void Since(long start) => _milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);

    public override string ToString()
    {
        _milliseconds.Sort();
        return FormattableString.Invariant($"p50 {At(0.5):F2} ms, p99 {At(0.99):F2} ms, max {_milliseconds[^1]:F2} ms");
    }

    private double At(double share) => _milliseconds[Math.Max(0, (int)Math.Ceiling(share * _milliseconds.Count) - 1)];
}
