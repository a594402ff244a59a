using System.Threading.Channels;
using DcepSim.Ledger;
using DcepSim.Settlement.Journal;

namespace DcepSim.Settlement;

public sealed partial class PipelinedSettlement
{
    /// <summary>Accounts and holds copied for the snapshot under way after each batch, at most: what keeps others waiting about a millisecond.</summary>
    private const int SnapshotRecords = 65_536;

    /// <summary>At least so many, however small the batch.</summary>
    private const int SnapshotRecordsMin = 1_024;

    /// <summary>The part of the way to the next checkpoint in which a snapshot is taken: a short one, for until a record is copied in its turn, whoever changes
    /// it pays several times as much for it.</summary>
    private const int SnapshotPart = 256;

    private const int RecordBytes = 64; // of an account, and of a hold

    /// <summary>Memory for a snapshot up to this size is taken as it is filled.</summary>
    private const long SnapshotBytesAtOnce = 4 << 20;

    /// <summary>The part of a checkpoint that is handed to the disk at a time.</summary>
    private const int SliceBytes = 1 << 18;

    /// <summary>How long at most such a part waits for the journal to move on: also in a book without work a checkpoint is made.</summary>
    private const int SliceWaitsMax = 4;

    private readonly LedgerSnapshot _snapshot = new();
    private readonly ManualResetEventSlim _isStopping = new(initialState: false, spinCount: 0); // waited for by the millisecond

    /// <summary>What to do beside the other stages: take memory of so many bytes, or (0) write the snapshot down.</summary>
    private readonly Channel<long> _toCheckpoint = Channel.CreateBounded<long>(1);
    private volatile Exception? _checkpointFault;
    private volatile int _checkpoints;

    /// <summary>The sequence of the latest snapshot; the ledger's stage alone looks at it.</summary>
    private long _checkpointed;

    /// <summary>How often memory was asked for the next snapshot; the ledger's stage alone looks at it.</summary>
    private int _preparations;

    /// <summary>Whether the ledger's stage, which alone looks at it, still takes the snapshot.</summary>
    private bool _isSnapshotUnderWay;

    /// <summary>1 while the one snapshot there is is taken, waits to be written or is written.</summary>
    private int _snapshotInUse;

    /// <summary>In the ledger's stage, after a batch: begins a snapshot when one is due and the last one is written, and goes on with the one
    /// under way.</summary>
    private void GoOnWithSnapshot(SettlementBatch batch)
    {
        if (!_isSnapshotUnderWay)
        {
            var entries = _ledger.Sequence - _checkpointed;
            if (_options.CheckpointEntries == 0 || entries < _options.CheckpointEntries / 2)
                return;
            if (_preparations == 0 && TryTakeSnapshotInHand() && !TryPrepareSnapshot(_ledger.SnapshotBytes / 8 * 9)) // accounts are opened until it is due
                LetSnapshotGo();
            if (entries < _options.CheckpointEntries || !TryTakeSnapshotInHand())
                return;
            if (_preparations == 1 && TryPrepareSnapshot(_ledger.SnapshotBytes)) // more have come than was reckoned with
                return;
            _preparations = 0;
            _checkpointed = _ledger.Sequence;
            if (!TryBeginSnapshot())
                return;
        }

        batch.EndsWithSnapshot = _ledger.ContinueSnapshot(SnapshotStep(batch.EntryCount, _ledger.SnapshotBytes, _options.CheckpointEntries));
        _isSnapshotUnderWay = !batch.EndsWithSnapshot;
    }

    /// <summary>Before anybody is served.</summary>
    private void TakeMemoryForRecords()
    {
        _ledger.PrepareRecords();
        if (_options.CheckpointEntries > 0)
            _snapshot.Prepare(_ledger.SnapshotBytesMax);
    }

    private bool TryBeginSnapshot()
    {
        try
        {
            _ledger.BeginSnapshot(_snapshot);
            return true;
        }
        catch (OutOfMemoryException fault) // the book is as it was; without a checkpoint only the next opening takes longer
        {
            _checkpointFault = fault;
            LetSnapshotGo();
            return false;
        }
    }

    /// <summary>How many accounts and holds are copied after a batch: as many as may be where nobody asked for anything, else in proportion to what
    /// was asked, so that a book of small batches is not kept from them.</summary>
    internal static int SnapshotStep(int entries, long snapshotBytes, long checkpointEntries)
    {
        if (entries == 0)
            return SnapshotRecords;
        var perEntry = SnapshotPart * (double)(snapshotBytes / RecordBytes) / checkpointEntries;
        return (int)Math.Clamp(entries * perEntry, SnapshotRecordsMin, SnapshotRecords);
    }

    private bool TryTakeSnapshotInHand() => Interlocked.CompareExchange(ref _snapshotInUse, 1, 0) == 0;

    private void LetSnapshotGo() => Volatile.Write(ref _snapshotInUse, 0);

    /// <summary>Has memory for the next snapshot taken beside, every page of it, unless there is enough or little is wanted: taken by the ledger's stage it
    /// would keep everybody waiting.</summary>
    /// <returns>Whether it is being taken: until it is, the snapshot is out of hand.</returns>
    private bool TryPrepareSnapshot(long bytes)
    {
        _preparations++;
        return bytes > SnapshotBytesAtOnce && !_snapshot.HasRoomFor(bytes) && _toCheckpoint.Writer.TryWrite(bytes);
    }

    /// <summary>Writes snapshots down beside the other stages, once the journal up to them is durable.</summary>
    private void RunCheckpoints(StageWait wait)
    {
        while (wait.ToRead(_toCheckpoint.Reader))
        {
            _toCheckpoint.Reader.TryRead(out var bytes);
            try
            {
                if (bytes > 0)
                    TakeMemory(bytes);
                else
                    WriteCheckpoint();
            }
            catch (Exception fault) // whatever it is: the journal has everything, only the next opening takes longer
            {
                _checkpointFault = fault;
            }

            LetSnapshotGo();
        }
    }

    private void TakeMemory(long bytes)
    {
        using var activity = SettlementActivities.CheckpointMemory(bytes);
        _snapshot.Prepare(bytes);
    }

    private void WriteCheckpoint()
    {
        using var activity = SettlementActivities.Checkpoint(_snapshot.Sequence, _snapshot.Length);
        try
        {
            using var checkpoint = _folder.Checkpoints.Begin(_snapshot.Sequence, _snapshot.Length);
            var from = _writer.DurableThrough;
            _snapshot.WriteTo(piece => WriteSlowly(checkpoint, piece, from));
            checkpoint.Commit();
            _checkpointFault = null;
            Interlocked.Increment(ref _checkpoints);
            SettlementMetrics.Checkpoints.Add(1);
        }
        catch (Exception fault)
        {
            activity.Fail(fault);
            throw;
        }
    }

    /// <summary>No faster than to be done when three quarters of the way to the next checkpoint are gone: every flush of the journal waits for
    /// what else the disk was given.</summary>
    private void WriteSlowly(CheckpointWriter checkpoint, ReadOnlySpan<byte> piece, long from)
    {
        for (; piece.Length > 0; piece = piece[Math.Min(SliceBytes, piece.Length)..])
        {
            for (var waits = 0; waits < SliceWaitsMax && IsAhead(checkpoint.Length, from); waits++)
                _isStopping.Wait(1);
            checkpoint.Write(piece[..Math.Min(SliceBytes, piece.Length)]);
        }
    }

    private bool IsAhead(long written, long from) =>
        !_isStopping.IsSet && written / (double)_snapshot.Length > (_writer.DurableThrough - from) / (0.75 * _options.CheckpointEntries);
}
