using System.Collections.Concurrent;
using DcepSim.Results;
using DcepSim.Simulation;

namespace DcepSim.Logs;

/// <summary>
/// Brings the rows of runs that end in any order to every target in order of runs: those of the first run as they happen, those of each other
/// from a part file when all runs before it are in.
/// </summary>
internal sealed class RunLogs : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, (RunLog Log, LogPart? Part)> _open = [];
    private readonly Dictionary<int, LogPart> _ended = [];
    private readonly ConcurrentBag<LogBlock> _free = [];
    private readonly RunOrder _order = new();
    private readonly LogWriter[] _writers;
    private readonly string _parts;
    private readonly bool _all;
    private readonly bool _keepsClaims;

    /// <param name="parts">How the paths of part files begin.</param>
    /// <param name="all">Whether all runs are logged; only the first otherwise.</param>
    /// <param name="targets">Where rows go.</param>
    public RunLogs(string parts, bool all, IReadOnlyCollection<ILogTarget> targets)
    {
        _parts = parts;
        _all = all;
        _keepsClaims = targets.Any(target => target.KeepsClaims);
        _writers = [.. targets.Select(target => new LogWriter(target))];
    }

    public IPaymentObserver? BeginRun(int run)
    {
        if (run > 1 && !_all)
            return null;
        var part = run == 1 ? null : new LogPart($"{_parts}.{run}", _writers.Length);
        var log = new RunLog(run, _keepsClaims, Lend, part is null ? Share : block => Keep(part, block));
        lock (_gate)
            _open.Add(run, (log, part));
        return log;
    }

    public void EndRun(int run)
    {
        (RunLog Log, LogPart? Part) ended;
        lock (_gate)
        {
            if (!_open.Remove(run, out ended))
                return;
        }

        ended.Log.End();
        ended.Part?.Dispose();
        lock (_gate)
        {
            if (ended.Part is { } part)
                _ended.Add(run, part);
            foreach (var ready in _order.End(run))
            {
                if (_ended.Remove(ready, out var next))
                    Add(null, next);
            }
        }
    }

    /// <summary>Waits until every target is complete.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public void Complete()
    {
        foreach (var writer in _writers)
            writer.End();
        foreach (var writer in _writers)
            writer.Complete();
    }

    public void Dispose()
    {
        foreach (var writer in _writers)
            writer.Dispose();
        foreach (var (_, part) in _open.Values)
            part?.Dispose();
    }

    private LogBlock Lend() => _free.TryTake(out var block) ? block : new LogBlock(_free.Add);

    private void Share(LogBlock block)
    {
        block.LendTo(_writers.Length);
        Add(block, null);
    }

    private void Keep(LogPart part, LogBlock block)
    {
        part.Append(block);
        _free.Add(block);
    }

    private void Add(LogBlock? block, LogPart? part)
    {
        foreach (var writer in _writers)
            writer.Add(block, part);
    }
}
