using System.Threading.Channels;

namespace DcepSim.Settlement;

/// <summary>How a stage's thread waits for its channel, without allocating. One for each thread.</summary>
/// <remarks>Blocked, for whoever stays awake takes the processor from the other stages. But a stage that passed on little stays awake a while, giving way
/// to every other thread: a processor that slept takes longer to come back than such a batch takes, and its callers wait for every stage in turn.</remarks>
internal sealed class StageWait : IDisposable
{
    private const int FewTransfers = 256;
    private const int YieldsMax = 1_000; // some 0.3 ms: a write, a flush and the way back of a caller
    private const int RestsMax = 63;

    private readonly ManualResetEventSlim _signal = new(initialState: false, spinCount: 1);
    private readonly Action _wake;
    private bool _passedFew;
    private int _restsAfterMiss;
    private int _rests;

    public StageWait() => _wake = _signal.Set;

    /// <summary>Says how many transfers were passed on together.</summary>
    public void NotePassed(int transfers) => _passedFew = transfers <= FewTransfers;

    /// <summary>Waits until there is something to read; false when there never will be again.</summary>
    public bool ToRead<T>(ChannelReader<T> reader)
    {
        if (_passedFew && IsReadSoon(reader))
            return true;
        var waiting = reader.WaitToReadAsync();
        if (waiting.IsCompletedSuccessfully)
            return waiting.Result;
        _signal.Reset();
        var awaiter = waiting.ConfigureAwait(false).GetAwaiter();
        awaiter.UnsafeOnCompleted(_wake);
        _signal.Wait();
        return awaiter.GetResult();
    }

    public void Dispose() => _signal.Dispose();

    // Staying awake for nothing makes the next waits blocked ones, twice as many each time: where requests come seldom it costs next to nothing.
    private bool IsReadSoon<T>(ChannelReader<T> reader)
    {
        if (_rests > 0)
        {
            _rests--;
            return false;
        }

        for (var yields = 0; yields < YieldsMax; yields++)
        {
            if (reader.TryPeek(out _))
            {
                _restsAfterMiss = 0;
                return true;
            }

            Thread.Yield();
        }

        _rests = _restsAfterMiss = Math.Min((2 * _restsAfterMiss) + 1, RestsMax);
        return false;
    }
}
