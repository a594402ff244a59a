namespace DcepSim.Settlement.Reading;

/// <summary>Wakes those who wait for more to be durable. Costs nothing while nobody waits.</summary>
internal sealed class DurableWatch
{
    private TaskCompletionSource? _waited;

    /// <summary>Ends at the next pulse. Take it first, then look, then wait.</summary>
    public Task Next()
    {
        var waited = Volatile.Read(ref _waited);
        while (waited is null)
        {
            var fresh = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waited = Interlocked.CompareExchange(ref _waited, fresh, null) ?? fresh;
        }

        return waited.Task;
    }

    public void Pulse()
    {
        if (Volatile.Read(ref _waited) is not null)
            Interlocked.Exchange(ref _waited, null)?.TrySetResult();
    }
}
