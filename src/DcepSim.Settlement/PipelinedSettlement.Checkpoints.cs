using System.Threading.Channels;
using DcepSim.Ledger;
using DcepSim.Settlement.Journal;

namespace DcepSim.Settlement;

public sealed partial class PipelinedSettlement
{
    /// <summary>Accounts and holds copied for the snapshot under way after each batch: what keeps others waiting a fraction of a
    /// millisecond.</summary>
    private const int SnapshotRecords = 16_384;

    private readonly LedgerSnapshot _snapshot = new();
    private readonly Channel<bool> _toCheckpoint = Channel.CreateBounded<bool>(1);
    private volatile Exception? _checkpointFault;
    private volatile int _checkpoints;

    /// <summary>The sequence of the latest snapshot; the ledger's stage alone looks at it.</summary>
    private long _checkpointed;

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
            var isDue = _options.CheckpointEntries > 0 && _ledger.Sequence - _checkpointed >= _options.CheckpointEntries;
            if (!isDue || Interlocked.CompareExchange(ref _snapshotInUse, 1, 0) != 0)
                return;
            _checkpointed = _ledger.Sequence;
            _ledger.BeginSnapshot(_snapshot);
        }

        batch.EndsWithSnapshot = _ledger.ContinueSnapshot(SnapshotRecords);
        _isSnapshotUnderWay = !batch.EndsWithSnapshot;
    }

    /// <summary>Writes snapshots down beside the other stages, once the journal up to them is durable.</summary>
    private void RunCheckpoints(StageWait wait)
    {
        while (wait.ToRead(_toCheckpoint.Reader))
        {
            _toCheckpoint.Reader.TryRead(out _);
            using var activity = SettlementActivities.Checkpoint(_snapshot.Sequence, _snapshot.Length);
            try
            {
                using var checkpoint = _folder.Checkpoints.Begin(_snapshot.Sequence, _snapshot.Length);
                _snapshot.WriteTo(checkpoint.Write);
                checkpoint.Commit();
                _checkpointFault = null;
                Interlocked.Increment(ref _checkpoints);
                SettlementMetrics.Checkpoints.Add(1);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JournalException or InvalidOperationException)
            {
                _checkpointFault = fault; // the journal has everything; only the next opening takes longer
                activity.Fail(fault);
            }

            Volatile.Write(ref _snapshotInUse, 0);
        }
    }
}
