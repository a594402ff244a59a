using System.Globalization;

namespace DcepSim.Settlement.Journal;

/// <summary>The two newest checkpoints of a journal: opaque bytes that stand for all records up to a sequence.</summary>
/// <remarks>Listing and opening may happen on any thread; one checkpoint is written at a time.</remarks>
public sealed class CheckpointShelf
{
    /// <summary>Checkpoints kept: when the newest turns out damaged, the one before it still serves.</summary>
    public const int Kept = 2;

    private const string SpareName = "spare" + JournalLayout.CheckpointExtension + JournalLayout.WritingExtension;

    private readonly IJournalStore _store;
    private readonly UInt128 _journal;
    private readonly Func<long> _durableThrough;
    private readonly Lock _gate = new();
    private bool _hasSpare;
    private int _readers;

    internal CheckpointShelf(IJournalStore store, UInt128 journal, Func<long> durableThrough)
    {
        _store = store;
        _journal = journal;
        _durableThrough = durableThrough;
    }

    /// <summary>The sequence of the newest checkpoint, 0 if there is none.</summary>
    public long NewestSequence => Sequences() is [.., var newest] ? newest : 0;

    /// <summary>The sequence of the oldest checkpoint kept, 0 if there is none.</summary>
    public long OldestSequence => Sequences() is [var oldest, ..] ? oldest : 0;

    /// <summary>The sequences of the checkpoints there are, oldest first, sound or not.</summary>
    public IReadOnlyList<long> Sequences() =>
    [
        .. _store.Names()
            .Where(name => name.EndsWith(JournalLayout.CheckpointExtension, StringComparison.Ordinal))
            .Select(SequenceIn)
            .Where(sequence => sequence > 0)
            .Order(),
    ];

    /// <summary>Begins a checkpoint; it is there only once it is committed.</summary>
    /// <param name="sequence">The last sequence its content takes in, from 1.</param>
    /// <param name="expectedBytes">How large it may become, so that room can be set aside; 0 if not known.</param>
    /// <exception cref="JournalFullException">There is no room for it.</exception>
    public CheckpointWriter Begin(long sequence, long expectedBytes = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sequence, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(expectedBytes);
        return new(this, _store, _journal, sequence, expectedBytes);
    }

    /// <summary>
    /// Opens the newest checkpoint that is sound, after reading it through; null if there is none. Cost: its size, read once.
    /// </summary>
    /// <param name="passedOver">Takes the fault of each newer checkpoint that is not sound.</param>
    /// <exception cref="JournalFormatException">A newer build wrote it, or it is another journal's.</exception>
    public CheckpointReader? OpenNewest(Action<JournalCorruptionException>? passedOver = null)
    {
        foreach (var sequence in Sequences().Reverse())
        {
            try
            {
                return CheckpointReader.Open(_store, _journal, sequence);
            }
            catch (JournalCorruptionException fault)
            {
                passedOver?.Invoke(fault);
            }
        }

        return null;
    }

    /// <summary>Until the result is disposed no file that is a checkpoint now is written over: one that is given up is deleted, and whoever has it open reads on.</summary>
    internal IDisposable KeepFromWritingOver()
    {
        lock (_gate)
            _readers++;
        return new Reading(this);
    }

    /// <summary>The sequence a file is named after; 0 when somebody else put it there.</summary>
    private static long SequenceIn(string name) =>
        long.TryParse(name.AsSpan(0, name.Length - JournalLayout.CheckpointExtension.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : 0;

    internal void EnsureDurable(long sequence)
    {
        if (_durableThrough() is var durable && durable < sequence)
            throw new InvalidOperationException(FormattableString.Invariant($"A checkpoint through sequence {sequence} may be committed once that is durable; durable through {durable}."));
    }

    /// <summary>The file of a checkpoint to be written: the one that was given up last, written over, or a new one.</summary>
    internal IJournalFile Create(string name, long expectedBytes)
    {
        if (!_hasSpare)
            return _store.Create(name, expectedBytes);
        _hasSpare = false;
        _store.FlushNames(); // its old name must not come back over content that is no longer there
        _store.Rename(SpareName, name);
        return _store.Open(name, writable: true);
    }

    /// <summary>
    /// Takes the names of all but the newest. Not flushed: an older one that comes back does no harm. One file is kept to be written over: a file
    /// system that gives the room of a large file back, and takes as much again, makes the journal's own writes wait meanwhile.
    /// </summary>
    internal void RemoveOlder()
    {
        var sequences = Sequences();
        lock (_gate)
        {
            for (var index = 0; index < sequences.Count - Kept; index++)
            {
                var name = JournalLayout.CheckpointName(sequences[index]);
                if (_hasSpare || _readers > 0)
                {
                    _store.Delete(name);
                }
                else
                {
                    _store.Rename(name, SpareName);
                    _hasSpare = true;
                }
            }
        }
    }

    private sealed class Reading(CheckpointShelf shelf) : IDisposable
    {
        public void Dispose()
        {
            lock (shelf._gate)
                shelf._readers--;
        }
    }
}
