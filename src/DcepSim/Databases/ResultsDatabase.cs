using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using DcepSim.Experiments;
using DcepSim.Observations;
using DcepSim.Results;
using DcepSim.Simulation;

namespace DcepSim.Databases;

/// <summary>
/// Writes <c>results.sqlite</c> on a thread of its own while runs go on. Rows come in order of runs: those of the first run as they happen, those
/// of every other from a part file when all runs before it are in.
/// </summary>
internal sealed class ResultsDatabase : IDisposable
{
    private const int RowsPerBlock = 8_192;
    private const int BlocksWaitingMax = 16;

    private readonly Lock _gate = new();
    private readonly Dictionary<int, (RunLog Log, FileStream? Part)> _open = [];
    private readonly RunOrder _order = new();
    private readonly ConcurrentBag<LogRow[]> _rooms = [];
    private readonly BlockingCollection<Action<LogTables>> _work = new(BlocksWaitingMax);
    private readonly SqliteFile _file;
    private readonly Thread _writer;
    private readonly PaymentsWritten _payments;
    private ExceptionDispatchInfo? _failure;

    public ResultsDatabase(string path, PaymentsWritten payments)
    {
        _payments = payments;
        _file = new SqliteFile(path);
        _file.Execute(DatabaseSchema.Tables);
        _file.Execute("BEGIN");
        _writer = new Thread(Write) { IsBackground = true, Name = "results database" };
        _writer.Start();
    }

    public IPaymentObserver? BeginRun(int run)
    {
        if (_payments == PaymentsWritten.None || (run > 1 && _payments == PaymentsWritten.First))
            return null;
        var part = run == 1 ? null : new FileStream(PartOf(run), FileMode.CreateNew, FileAccess.Write, FileShare.None);
        var log = new RunLog(run, Lend, part is null ? Enqueue : block => Keep(part, block));
        lock (_gate)
            _open.Add(run, (log, part));
        return log;
    }

    public void EndRun(int run)
    {
        (RunLog Log, FileStream? Part) ended;
        lock (_gate)
        {
            if (!_open.Remove(run, out ended))
                return;
        }

        ended.Log.End();
        ended.Part?.Dispose();
        lock (_gate)
        {
            foreach (var ready in _order.End(run).Where(ready => ready > 1))
                Add(tables => WritePart(tables, PartOf(ready)));
        }
    }

    /// <summary>Writes what is known only now, and puts everything safely on the disk.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public void Complete(CampaignResult result, CampaignObservations? observed)
    {
        Stop();
        _failure?.Throw();
        DatabaseTables.Write(_file, result, observed);
        _file.Execute("COMMIT");
        _file.Execute(DatabaseSchema.Indices);
        _file.Complete();
    }

    public void Dispose()
    {
        Stop();
        foreach (var (_, part) in _open.Values)
            part?.Dispose();
        _file.Dispose();
        _work.Dispose();
    }

    private static LogRow[] NewRoom() => new LogRow[RowsPerBlock];

    private string PartOf(int run) => $"{_file.FullPath}.{run}";

    private LogRow[] Lend() => _rooms.TryTake(out var room) ? room : NewRoom();

    private void Enqueue(LogBlock block) => Add(tables => Write(tables, block));

    private void Keep(FileStream part, LogBlock block)
    {
        LogPart.Append(part, block);
        _rooms.Add(block.Rows);
    }

    private void Add(Action<LogTables> work)
    {
        _failure?.Throw(); // after a failure the writer only clears the way, so that nobody waits for it
        _work.Add(work);
    }

    private void Write()
    {
        try
        {
            using var tables = new LogTables(_file);
            foreach (var work in _work.GetConsumingEnumerable())
                work(tables);
        }
        catch (Exception failure)
        {
            _failure = ExceptionDispatchInfo.Capture(failure);
            foreach (var _ in _work.GetConsumingEnumerable())
            {
            }
        }
    }

    private void Write(LogTables tables, LogBlock block)
    {
        tables.Write(block);
        _rooms.Add(block.Rows);
    }

    private void WritePart(LogTables tables, string path)
    {
        var room = Lend();
        foreach (var block in LogPart.Read(path, room))
            tables.Write(block);
        File.Delete(path);
        _rooms.Add(room);
    }

    private void Stop()
    {
        if (!_work.IsAddingCompleted)
            _work.CompleteAdding();
        _writer.Join();
    }
}
