using System.Threading.Channels;

namespace DcepSim.Settlement;

/// <summary>How a stage's thread waits for its channel: blocked, without allocating. One for each thread.</summary>
internal sealed class StageWait : IDisposable
{
    private readonly ManualResetEventSlim _signal = new(initialState: false, spinCount: 1); // who spins takes the processor from the other stages
    private readonly Action _wake;

    public StageWait() => _wake = _signal.Set;

    /// <summary>Waits until there is something to read; false when there never will be again.</summary>
    public bool ToRead<T>(ChannelReader<T> reader)
    {
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
}
