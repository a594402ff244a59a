using NodaTime;

namespace DcepSim.UnitTests.Settlement;

/// <summary>A clock that stands, and makes whoever asks it while it is closed wait until one asker more is let through.</summary>
internal sealed class GatedClock(Instant now) : IClock, IDisposable
{
    private const int All = 1 << 20;

    private readonly SemaphoreSlim _let = new(0);
    private volatile bool _isClosed;

    /// <summary>Signalled each time somebody asks while it is closed.</summary>
    public SemaphoreSlim Arrived { get; } = new(0);

    public void Close() => _isClosed = true;

    public void LetOneThrough() => _let.Release();

    public void Open()
    {
        _isClosed = false;
        _let.Release(All);
    }

    public Instant GetCurrentInstant()
    {
        if (_isClosed)
        {
            Arrived.Release();
            _let.Wait();
        }

        return now;
    }

    public void Dispose()
    {
        _let.Dispose();
        Arrived.Dispose();
    }
}
