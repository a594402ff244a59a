namespace DcepSim.Cli.Benching;

/// <summary>Hands out the requests to make, and with a rate the moment at which each is due.</summary>
/// <remarks>Safe for use by several threads.</remarks>
internal sealed class BenchQueue(long transfers, int batch, long rate, TimeProvider time) : IDisposable
{
    private readonly BenchAlarm? _alarm = rate > 0 ? new(time) : null;
    private readonly long _began = time.GetTimestamp();
    private long _taken;

    /// <summary>Whether requests fall due at a rate of their own.</summary>
    public bool IsTimed => rate > 0;

    /// <summary>The next request; false when all are given.</summary>
    /// <param name="count">How many transfers.</param>
    /// <param name="due">The timestamp at which its first transfer is due; meaningless without a rate.</param>
    public bool TryTake(out int count, out long due)
    {
        var place = Interlocked.Add(ref _taken, batch) - batch;
        count = (int)Math.Clamp(transfers - place, 0, batch);
        due = rate == 0 ? 0 : _began + (long)((Int128)place * time.TimestampFrequency / rate);
        return count > 0;
    }

    /// <summary>Waits until a request is due.</summary>
    public Task WaitUntilAsync(long due, CancellationToken cancellation) =>
        due <= time.GetTimestamp() ? Task.CompletedTask : _alarm!.WaitUntilAsync(due, cancellation);

    public void Dispose() => _alarm?.Dispose();
}
