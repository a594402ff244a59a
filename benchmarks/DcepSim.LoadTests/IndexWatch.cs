using System.Diagnostics.Metrics;
using DcepSim.Settlement;

namespace DcepSim.LoadTests;

/// <summary>Counts the account indices that this process writes, as the settlement's meter tells of each.</summary>
internal sealed class IndexWatch : IDisposable
{
    private const string Instrument = "dcepsim.settlement.statement.index.bytes";
    private readonly MeterListener _listener = new();
    private readonly SemaphoreSlim _written = new(0);

    public IndexWatch()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == SettlementMetrics.MeterName && instrument.Name == Instrument)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, _, _, _) => _written.Release());
        _listener.Start();
    }

    /// <summary>Waits until so many were written since this watch began; true unless that takes longer than an index may.</summary>
    public async Task<bool> WaitForAsync(int indices, TimeSpan longestForOne)
    {
        for (var seen = 0; seen < indices; seen++)
        {
            if (!await _written.WaitAsync(longestForOne))
                return false;
        }

        return true;
    }

    public void Dispose()
    {
        _listener.Dispose();
        _written.Dispose();
    }
}
