using DcepSim.Settlement.Journal;
using DcepSim.Testing.Journal;

namespace DcepSim.SimulationTests.Journal;

/// <summary>One life of a journal's process: recover and check, work by chance, until something ends it. Nothing is closed: that is the point.</summary>
internal sealed class JournalLife(IJournalStore store, JournalOptions options, RecordBook book, int number)
{
    private JournalWriter? _writer;
    private JournalFolder? _folder;

    /// <summary>Answers before the flush: a journal that does is broken, and the exam must say so.</summary>
    public bool AnswersEarly { get; init; }

    public bool TakesCheckpoints { get; init; } = true;

    /// <summary>Takes a checkpoint after every flush, so that old ones are written over; and each that has a name must be sound.</summary>
    public bool TakesManyCheckpoints { get; init; }

    /// <summary>Flushes every append but the last, each a small part of a segment; else flushes now and then, and appends up to a whole segment.</summary>
    public bool IsSteady { get; init; }

    public JournalWriter Recover()
    {
        _writer = null;
        _folder = JournalFolder.Open(store, options);
        using (var checkpoint = _folder.Checkpoints.OpenNewest())
            CheckCheckpoint(checkpoint);
        book.BeginRecovery(from: 1);
        _writer = _folder.Recover(from: 1, book.Recovered);
        book.EndRecovery(_writer.Recovery.LastSequence);
        if (TakesManyCheckpoints)
            RecordBook.Check(JournalSurvey.Take(store).Checkpoints.All(checkpoint => checkpoint.Fault is null), "a checkpoint that is not the newest is damaged");
        return _writer;
    }

    public void Work(RandomKey key, int steps)
    {
        using var group = new JournalGroup(_writer!.GroupRecordsMax);
        for (var step = 0; step < steps; step++)
        {
            var chance = key.Block((ulong)step);
            Append(group, SizeOf(chance));
            if (AnswersEarly)
                book.Acknowledged = book.Submitted;
            if (IsSteady ? step < steps - 1 : chance.B % 2 == 0)
                book.Acknowledged = Math.Max(book.Acknowledged, _writer.Flush());
            if (TakesCheckpoints && (TakesManyCheckpoints || chance.C % 8 == 0) && _writer.DurableThrough > book.Checkpoint)
                TakeCheckpoint();
        }
    }

    public void Stop() => _folder!.Dispose();

    /// <summary>A writer that has stopped answers nothing any more.</summary>
    public void CheckStopped()
    {
        if (_writer is null)
            return;
        using var group = new JournalGroup(1);
        group.Reserve(1);
        RecordBook.Check(IsRefused(() => _writer.Append(group)) && IsRefused(() => _writer.Flush()), "a stopped writer went on");
        RecordBook.Check(!_writer.AcceptsNewWork, "a stopped writer invites work");
    }

    private static bool IsRefused(Func<long> call)
    {
        try
        {
            call();
            return false;
        }
        catch (JournalStoppedException)
        {
            return true;
        }
    }

    private int SizeOf(in RandomBlock chance) => (IsSteady ? 4 : chance.A % 8) switch
    {
        0 => 1,
        1 => JournalLayout.SmallGroupRecordsMax,
        2 => JournalLayout.SmallGroupRecordsMax + 1,
        3 => _writer!.GroupRecordsMax,
        < 6 => 1 + (int)(chance.D % 20),
        _ => 1 + (int)(chance.D % (ulong)_writer!.GroupRecordsMax),
    };

    private void Append(JournalGroup group, int count)
    {
        group.Clear();
        JournalRecords.Fill(book.Submitted + 1, number, group.Reserve(count));
        book.Submit(count, number);
        var last = _writer!.Append(group);
        RecordBook.Check(last == book.Submitted, $"appended through {last}, submitted {book.Submitted}");
    }

    private void TakeCheckpoint()
    {
        var sequence = _writer!.DurableThrough;
        using var checkpoint = _folder!.Checkpoints.Begin(sequence);
        checkpoint.Write(ContentOf(sequence));
        checkpoint.Commit();
        book.Checkpoint = sequence;
    }

    private void CheckCheckpoint(CheckpointReader? checkpoint)
    {
        RecordBook.Check((checkpoint?.Sequence ?? 0) >= book.Checkpoint, $"the newest checkpoint is {checkpoint?.Sequence}, answered for {book.Checkpoint}");
        if (checkpoint is null)
            return;
        var content = new byte[checkpoint.Length];
        checkpoint.ReadExactly(content);
        RecordBook.Check(content.AsSpan().SequenceEqual(ContentOf(checkpoint.Sequence)), $"the checkpoint of {checkpoint.Sequence} has other content");
    }

    private static byte[] ContentOf(long sequence)
    {
        var content = new byte[(1 + (int)(sequence % 300)) * 64];
        JournalRecords.Fill(sequence, 0, content);
        return content;
    }
}
