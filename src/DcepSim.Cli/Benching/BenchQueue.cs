namespace DcepSim.Cli.Benching;

/// <summary>Hands out the requests to make, and with a rate the moment at which each is due.</summary>
/// <remarks>Safe for use by several threads.</remarks>
internal sealed class BenchQueue(long transfers, int batch, long rate, TimeProvider time, CancellationToken cancellation) : IDisposable
{
    private readonly BenchAlarm? _alarm = rate > 0 ? new(time, cancellation) : null;
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

    /// <summary>Waits until a request is due, or all is cancelled.</summary>
    public ValueTask WaitUntilAsync(BenchWait wait, long due) => due <= time.GetTimestamp() ? default : _alarm!.WaitUntilAsync(wait, due);

    public void Dispose() => _alarm?.Dispose();
}
