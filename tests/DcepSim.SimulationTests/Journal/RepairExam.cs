using DcepSim.Settlement.Journal;
using DcepSim.Testing.Journal;

namespace DcepSim.SimulationTests.Journal;

/// <summary>
/// A journal is closed in order, or repaired at its opening; then the power goes at once and takes with it whatever was not flushed; then a second
/// block is damaged. What one flush was for shows only there.
/// </summary>
internal sealed class RepairExam
{
    private const int Groups = 24;
    private const int RecordsOfGroup = 70; // a large group: header, two record blocks, parity, copy

    private static readonly JournalOptions Options = new() { SegmentBytes = 24 * JournalLayout.BlockBytes, SegmentsAhead = 1, ReserveBytes = 0, PreparesInBackground = false };

    private readonly RecordBook _book = new();
    private SimulatedDisk _disk = new(RandomKey.FromSeed(1));

    public int FlushLeftOut { get; init; } = -1;

    /// <summary>The flushes up to the end of the orderly close.</summary>
    public IReadOnlyList<(int Call, string What)> CloseFlushes { get; private set; } = [];

    private static string Oldest => JournalLayout.SegmentName(0);

    /// <summary>After an orderly close, damage beyond repair in the last group is named, not taken for a torn tail. What it broke, or null.</summary>
    public string? FaultAfterClose()
    {
        _disk.FlushLeftOut = FlushLeftOut;
        Write(isFlushed: false);
        LosePower();
        var (segment, offset) = LastLargeGroup();
        _disk.Damage(segment, offset + JournalLayout.BlockBytes, 1);
        _disk.Damage(segment, offset + (2 * JournalLayout.BlockBytes), 1);
        try
        {
            new JournalLife(_disk, Options, _book, 2).Recover();
            return "two damaged blocks of the last group went unnoticed";
        }
        catch (JournalCorruptionException)
        {
            return null;
        }
        catch (BrokenPromiseException fault)
        {
            return fault.Message;
        }
    }

    /// <summary>The power goes amid an orderly close, before its last flush: whatever arrived, the journal opens. What it broke, or null.</summary>
    /// <param name="call">The call at which it goes.</param>
    /// <param name="choice">Which of the unflushed blocks had arrived.</param>
    public string? FaultAmidClose(int call, int choice)
    {
        (_disk.FlushLeftOut, _disk.PowerLostAt) = (FlushLeftOut, call);
        try
        {
            Write(isFlushed: false);
        }
        catch (PowerLostException)
        {
        }

        _disk = _disk.AfterPowerLoss(RandomKey.FromSeed(choice), arrivedPercent: 50);
        try
        {
            _book.Acknowledged = 0;
            new JournalLife(_disk, Options, _book, 2).Recover();
            return null;
        }
        catch (JournalCorruptionException fault)
        {
            return fault.Message;
        }
    }

    /// <summary>A repair at the opening lasts: the next damage to the same place is repaired as well. What it broke, or null.</summary>
    /// <param name="first">The block damaged first, in the oldest segment.</param>
    /// <param name="second">The block damaged after the repair.</param>
    public string? FaultAfterRepair(int first, int second)
    {
        Write(isFlushed: true);
        LosePower();
        _disk.FlushLeftOut = FlushLeftOut;
        _disk.Damage(Oldest, (first * (long)JournalLayout.BlockBytes) + 100, 1);
        try
        {
            new JournalLife(_disk, Options, _book, 2).Recover();
            _disk.EndProcess();
            RepairFlushes = [.. _disk.Flushes];
            LosePower();
            _disk.Damage(Oldest, (second * (long)JournalLayout.BlockBytes) + 200, 1);
            new JournalLife(_disk, Options, _book, 3).Recover();
            return null;
        }
        catch (Exception fault) when (fault is JournalException or BrokenPromiseException)
        {
            return fault.Message;
        }
    }

    /// <summary>The flushes of the opening that repaired.</summary>
    public IReadOnlyList<(int Call, string What)> RepairFlushes { get; private set; } = [];

    private void Write(bool isFlushed)
    {
        var life = new JournalLife(_disk, Options, _book, 1);
        var writer = life.Recover();
        using var group = new JournalGroup(writer.GroupRecordsMax);
        for (var number = 0; number < Groups; number++)
        {
            group.Clear();
            JournalRecords.Fill(_book.Submitted + 1, 1, group.Reserve(RecordsOfGroup));
            _book.Submit(RecordsOfGroup, 1);
            writer.Append(group);
            if (isFlushed)
                _book.Acknowledged = writer.Flush();
        }

        life.Stop();
        _book.Acknowledged = _book.Submitted;
        CloseFlushes = [.. _disk.Flushes];
    }

    private void LosePower()
    {
        _disk.EndProcess();
        _disk = _disk.AfterPowerLoss(RandomKey.FromSeed(2), arrivedPercent: 0);
    }

    private (string Segment, long Offset) LastLargeGroup()
    {
        var survey = JournalSurvey.Take(_disk);
        var segment = survey.Segments.Last(one => one.Groups > 0);
        using var file = _disk.Open(segment.File, writable: false);
        using var block = new AlignedBuffer(JournalLayout.BlockBytes);
        var groupBytes = 5L * JournalLayout.BlockBytes;
        for (var offset = segment.UsedBytes - groupBytes; offset > 0; offset -= JournalLayout.BlockBytes)
        {
            file.Read(offset, block.Span);
            if (BitConverter.ToUInt64(block.Span) == JournalLayout.GroupMagic && BitConverter.ToInt32(block.Span[64..]) == RecordsOfGroup && BitConverter.ToInt64(block.Span[48..]) == offset)
                return (segment.File, offset);
        }

        throw new InvalidOperationException($"{segment.File} has no large group.");
    }
}
