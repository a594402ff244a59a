using DcepSim.Testing.Journal;

namespace DcepSim.SimulationTests.Journal;

/// <summary>What the outside knows of a journal: what was submitted, and what it was told is safe.</summary>
internal sealed class RecordBook
{
    private readonly List<int> _lives = [];
    private long _recovered;

    /// <summary>The last sequence handed over.</summary>
    public long Submitted => _lives.Count;

    /// <summary>The last sequence that was answered for.</summary>
    public long Acknowledged { get; set; }

    /// <summary>The newest checkpoint that was answered for.</summary>
    public long Checkpoint { get; set; }

    public void Submit(int count, int life) => _lives.AddRange(Enumerable.Repeat(life, count));

    public void BeginRecovery(long from) => _recovered = from - 1;

    /// <summary>Takes recovered records: each exactly once, in order, as they were submitted.</summary>
    public void Recovered(long firstSequence, ReadOnlySpan<byte> records)
    {
        Check(firstSequence == _recovered + 1, $"recovered sequence {firstSequence} after {_recovered}");
        for (; records.Length > 0; records = records[64..])
        {
            _recovered++;
            if (_recovered > Submitted) // said only if it is so: here, words would cost more than all else
                throw new BrokenPromiseException($"recovered sequence {_recovered}, only {Submitted} were submitted");
            if (!JournalRecords.Matches(_recovered, _lives[(int)_recovered - 1], records[..64]))
                throw new BrokenPromiseException($"the record of sequence {_recovered} is not what was submitted");
        }
    }

    /// <summary>Ends a recovery: nothing answered for may be missing; what was cut never was.</summary>
    public void EndRecovery(long lastSequence)
    {
        Check(_recovered == lastSequence, $"replayed through {_recovered}, said to reach {lastSequence}");
        Check(lastSequence >= Acknowledged, $"recovered through {lastSequence}, answered for {Acknowledged}");
        _lives.RemoveRange((int)lastSequence, (int)(Submitted - lastSequence));
        Acknowledged = lastSequence;
    }

    public static void Check(bool holds, string fault)
    {
        if (!holds)
            throw new BrokenPromiseException(fault);
    }
}
