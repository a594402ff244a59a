using DcepSim.Simulation;

namespace DcepSim.Results;

/// <summary>
/// Writes <c>payments.csv</c> in order of runs while runs end in any order: the first run goes straight into the file, each other waits in a
/// part of its own until all before it are in.
/// </summary>
internal sealed class PaymentsLog : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, PaymentsCsv> _open = [];
    private readonly RunOrder _order = new();
    private readonly FileStream _file;
    private readonly bool _all;

    public PaymentsLog(string path, bool all)
    {
        _all = all;
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        _file.Write(PaymentsCsv.Header);
    }

    public IPaymentObserver? BeginRun(int run)
    {
        if (run > 1 && !_all)
            return null;
        var csv = new PaymentsCsv(run == 1 ? _file : new FileStream(PartOf(run), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0), run);
        lock (_gate)
            _open.Add(run, csv);
        return csv;
    }

    public void EndRun(int run)
    {
        lock (_gate)
        {
            if (!_open.Remove(run, out var csv))
                return;
            csv.Flush();
            if (run > 1)
                csv.Stream.Dispose();
            foreach (var ready in _order.End(run))
                Append(ready);
        }
    }

    /// <summary>Puts everything safely on the disk.</summary>
    public void Complete()
    {
        _file.Flush(flushToDisk: true);
        Dispose();
    }

    /// <summary>Only closes: the files hold no buffers of their own, so there is nothing here that a full disk could refuse.</summary>
    public void Dispose()
    {
        foreach (var csv in _open.Values)
            csv.Stream.Dispose();
        _file.Dispose();
    }

    private string PartOf(int run) => $"{_file.Name}.{run}";

    private void Append(int run)
    {
        if (run == 1)
            return;
        using (var part = new FileStream(PartOf(run), FileMode.Open, FileAccess.Read, FileShare.None, bufferSize: 0))
            part.CopyTo(_file);
        File.Delete(PartOf(run));
    }
}
