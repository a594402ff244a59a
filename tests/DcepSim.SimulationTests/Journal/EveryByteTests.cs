using DcepSim.Settlement.Journal;
using DcepSim.Testing;
using DcepSim.Testing.Journal;

namespace DcepSim.SimulationTests.Journal;

/// <summary>Not a sample: every byte of a small journal, one after another, is damaged.</summary>
public class EveryByteTests
{
    private const int FullScale = 4; // below it every so-manieth byte

    private static readonly JournalOptions Options = new() { SegmentBytes = 16 * JournalLayout.BlockBytes, SegmentsAhead = 1, ReserveBytes = 0, PreparesInBackground = false };

    /// <summary>Small and large groups; without an orderly close, the last group answered for is the last thing written.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Any_damaged_byte_is_made_good_or_named_with_its_place_and_no_record_is_lost_or_altered(bool isClosed)
    {
        var written = Write(isClosed, out var last);
        var places = written.Names().Where(name => name.EndsWith(JournalLayout.SegmentExtension, StringComparison.Ordinal)).SelectMany(name => Places(written, name)).ToArray();
        var (repaired, named) = (0, 0);
        Parallel.ForEach(places.SelectMany(place => new[] { (byte)(1 << (int)(place.Offset % 8)), (byte)0xA5, (byte)0xFF }, (place, flips) => (place.File, place.Offset, flips)), place =>
        {
            var disk = written.AfterPowerLoss(RandomKey.FromSeed(1), arrivedPercent: 100);
            disk.Damage(place.File, place.Offset, place.flips);
            try
            {
                var recovered = Recover(disk);
                if (recovered != last)
                    Assert.Fail($"{place}: recovered through {recovered}, answered for {last}");
                Interlocked.Increment(ref repaired);
            }
            catch (JournalCorruptionException fault)
            {
                Assert.Equal(place.File, fault.File);
                Interlocked.Increment(ref named);
            }
        });
        TestContext.Current.SendDiagnosticMessage($"{places.Length:N0} bytes, each damaged in three ways: {repaired:N0} made good or unused, {named:N0} named");
        Assert.Equal(0, named); // one byte is always within what the parity block and the copies can give back
    }

    private static IEnumerable<(string File, long Offset)> Places(SimulatedDisk disk, string name)
    {
        var segment = JournalSurvey.Take(disk).Segments.First(one => one.File == name);
        var used = Math.Max(segment.UsedBytes, JournalLayout.FirstGroupOffset);
        var step = TestScale.Factor >= FullScale ? 1 : 37;
        for (var offset = 0L; offset < used; offset += step)
            yield return (name, offset);
        for (var offset = used; offset < segment.Bytes; offset += 1_009) // not in use: all alike
            yield return (name, offset);
    }

    private static SimulatedDisk Write(bool isClosed, out long last)
    {
        var disk = new SimulatedDisk(RandomKey.FromSeed(1));
        var folder = JournalFolder.Open(disk, Options);
        var writer = folder.Recover();
        using var group = new JournalGroup(writer.GroupRecordsMax);
        foreach (var count in new[] { 1, 65, 3 })
        {
            group.Clear();
            JournalRecords.Fill(writer.WrittenThrough + 1, 0, group.Reserve(count));
            writer.Append(group);
            writer.Flush();
        }

        last = writer.DurableThrough;
        if (isClosed)
            folder.Dispose();
        disk.EndProcess();
        return disk;
    }

    private static long Recover(SimulatedDisk disk)
    {
        var last = 0L;
        using var reader = JournalReader.Open(disk);
        while (reader.Read())
        {
            Assert.Equal(last + 1, reader.FirstSequence);
            for (var records = reader.Records; records.Length > 0; records = records[JournalLayout.RecordBytes..])
            {
                if (!JournalRecords.Matches(++last, 0, records[..JournalLayout.RecordBytes])) // words for each record would cost more than all else
                    Assert.Fail($"the record of sequence {last} was altered");
            }
        }

        using var folder = JournalFolder.Open(disk, Options);
        Assert.Equal(last, folder.Recover().Recovery.LastSequence);
        return last;
    }
}
