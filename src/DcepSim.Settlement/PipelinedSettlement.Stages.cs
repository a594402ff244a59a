using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DcepSim.Settlement.Journal;
using NodaTime.HighPerformance;

namespace DcepSim.Settlement;

public sealed partial class PipelinedSettlement
{
    /// <summary>How many callers are let go on one after another; more are let go on side by side.</summary>
    private const int RequestsPerLine = 64;

    /// <summary>The request that did not fit the last batch; the ledger's stage alone looks at it.</summary>
    private Request? _waiting;

    private static Task Start(string stage, Action<StageWait> run)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            using var wait = new StageWait();
            run(wait);
            ended.SetResult();
        }) { IsBackground = true, Name = $"settlement: {stage}" };
        thread.Start();
        return ended.Task;
    }

    // The three loops that follow are compiled in full before they begin. Else each is compiled a second time, by its own thread, once it has gone round
    // ten thousand times: twenty milliseconds in which nobody is answered, and the others at the same moment, for all go round equally often.

    /// <summary>Sequence and ledger: makes batches of what has come in and applies it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunLedger(StageWait wait)
    {
        while (_waiting is not null || (_isSnapshotUnderWay && _fault is null) || wait.ToRead(_intake.Reader))
        {
            wait.ToRead(_free.Reader);
            _free.Reader.TryRead(out var batch);
            try
            {
                Sequence(batch!);
            }
            catch (Exception fault) // whatever it is, the book may be half changed: stop for good
            {
                Stop(fault);
            }

            wait.NotePassed(batch!.TransferCount);
            _toJournal.Writer.TryWrite(batch);
        }

        _toJournal.Writer.Complete();
    }

    /// <summary>Applies what has come in, as far as it fits one batch; a request that does not fit waits for the next.</summary>
    private void Sequence(SettlementBatch batch)
    {
        var before = _ledger.Sequence;
        if (_fault is null)
            _ledger.Apply([], Instant64.Max(Instant64.FromInstant(_clock.GetCurrentInstant()), _ledger.Time.PlusNanoseconds(1)), []);
        var hasSpace = _writer.AcceptsNewWork;
        var room = _options.BatchTransfersMax;
        while (batch.Requests.Count < _options.RequestsWaitingMax && !IsEnough(_options.BatchTransfersMax - room)
            && (_waiting is not null || _intake.Reader.TryRead(out _waiting)))
        {
            var request = _waiting;
            if (request.EntriesMax > room)
                break;
            _waiting = null;
            room -= request.EntriesMax;
            if (_fault is not null)
                request.Fail(Reason());
            else if (!hasSpace && request.EntriesMax > 0)
                request.Fail(new JournalFullException("The disk is nearly full: nothing of this request was applied."));
            else
                RunOne(request, batch);
        }

        if (_fault is not null)
            return;
        batch.NoteEntries(before, _ledger.Sequence);
        _window.Note(_ledger.Sequence);
        if (!_copiesBeside)
            batch.TakeEntries(_ledger);
        GoOnWithSnapshot(batch);
    }

    /// <summary>Whether a batch goes on to the journal: one that has to stand in line there may as well grow.</summary>
    private bool IsEnough(int transfers) => transfers >= _options.BatchTransfersEnough && _toJournal.Reader.Count == 0;

    private void RunOne(Request request, SettlementBatch batch)
    {
        if (!request.TryStart())
        {
            request.Release();
            return;
        }

        batch.Requests.Add(request); // first: whatever happens in it, it is ended with its batch
        request.Run(_ledger, batch);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunJournal(StageWait wait)
    {
        while (wait.ToRead(_toJournal.Reader))
        {
            _toJournal.Reader.TryRead(out var batch);
            try
            {
                if (_fault is null)
                    Write(batch!);
            }
            catch (Exception fault) // journal and book have parted: stop for good
            {
                Stop(fault);
            }

            wait.NotePassed(batch!.TransferCount);
            _toFlush.Writer.TryWrite(batch);
        }

        _toFlush.Writer.Complete();
    }

    private void Write(SettlementBatch batch)
    {
        if (_copiesBeside)
            batch.TakeEntries(_ledger);
        if (batch.Group.Count == 0)
            return;
        _writer.Append(batch.Group);
        _indices?.Take(batch.Group, batch.Touched);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunFlush(StageWait wait)
    {
        var batches = new List<SettlementBatch>(_options.BatchesUnderWayMax);
        while (wait.ToRead(_toFlush.Reader))
        {
            var (records, transfers) = (0, 0);
            while (_toFlush.Reader.TryRead(out var batch))
            {
                batches.Add(batch);
                records += batch.Group.Count;
                transfers += batch.TransferCount;
            }

            try
            {
                if (_fault is null && records > 0)
                    Flush(records);
            }
            catch (Exception fault) // nothing is known of what was written: stop for good
            {
                Stop(fault);
            }

            foreach (var batch in batches)
                Conclude(batch);
            batches.Clear();
            _durable.Pulse();
            wait.NotePassed(transfers);
        }

        _toCheckpoint.Writer.Complete();
    }

    private void Flush(int records)
    {
        using var activity = SettlementActivities.Flush(records);
        var start = _clock.GetCurrentInstant();
        _writer.Flush();
        SettlementMetrics.FlushSeconds.Record((_clock.GetCurrentInstant() - start).TotalSeconds);
        SettlementMetrics.Flushes.Add(1);
        SettlementMetrics.Entries.Add(records);
    }

    private void Conclude(SettlementBatch batch)
    {
        if (_fault is null)
            Answer(batch);
        else
            batch.Requests.ForEach(request => request.Fail(Reason()));

        if (_fault is null && batch.TransferCount > 0)
        {
            SettlementMetrics.Transfers.Add(batch.TransferCount);
            SettlementMetrics.BatchSize.Record(batch.TransferCount);
        }

        if (batch.EndsWithSnapshot && _fault is null)
            _toCheckpoint.Writer.TryWrite(0);
        batch.Clear();
        _free.Writer.TryWrite(batch);
    }

    /// <summary>Answers all requests of a batch; their callers go on in lines.</summary>
    private void Answer(SettlementBatch batch)
    {
        for (var requests = CollectionsMarshal.AsSpan(batch.Requests); requests.Length > 0;)
        {
            var part = Math.Min(RequestsPerLine, requests.Length);
            var line = _lines.TryDequeue(out var used) ? used : new(_lines);
            foreach (var request in requests[..part])
                request.Answer(line);
            line.Start();
            requests = requests[part..];
        }
    }

    private void Stop(Exception fault)
    {
        Interlocked.CompareExchange(ref _fault, fault, null);
        _intake.Writer.TryComplete();
    }

    private Exception Reason() =>
        _fault is { } fault ? new SettlementStoppedException(fault) : new ObjectDisposedException(nameof(PipelinedSettlement));
}
