using DcepSim.Settlement.Journal;
using DcepSim.Testing;
using DcepSim.Testing.Journal;
using FsCheck;
using FsCheck.Fluent;

namespace DcepSim.PropertyTests;

/// <summary>L5, the journal's part: what was durable is read back as it was, whatever single byte or block of it is damaged.</summary>
public partial class L5_JournalBeforeReceipt
{
    private static readonly JournalOptions Options = new() { SegmentBytes = 40 * JournalLayout.BlockBytes, SegmentsAhead = 1, ReserveBytes = 0, PreparesInBackground = false };

    [Fact]
    public void Any_single_damaged_byte_of_a_journal_loses_nothing()
    {
        Check(TestScale.Of(150), wholeBlock: false);
    }

    [Fact]
    public void Any_single_damaged_block_of_a_journal_loses_nothing()
    {
        Check(TestScale.Of(100), wholeBlock: true);
    }

    /// <summary>A closed journal says at its end, in two blocks, what is durable; a group has two that must both be gone to lose it silently.</summary>
    [Fact]
    public void Up_to_three_damaged_blocks_of_a_closed_journal_lose_nothing_or_are_named()
    {
        var outcomes = new int[2];
        var cases =
            from sizes in Gen.ListOf(Gen.Choose(1, 200), 12)
            from places in Gen.ListOf(Gen.Choose(0, 1_000_000), 3)
            select (Sizes: sizes, Places: places);
        Prop.ForAll(cases.ToArbitrary(), wanted =>
        {
            var disk = new SimulatedDisk(RandomKey.FromSeed(wanted.Places[0]));
            var last = Write(disk, wanted.Sizes, isClosed: true);
            foreach (var place in wanted.Places)
                DamageFirst(disk, place);
            try
            {
                Assert.Equal(last, Recover(disk, out _));
                outcomes[0]++;
            }
            catch (JournalCorruptionException fault)
            {
                Assert.EndsWith(JournalLayout.SegmentExtension, fault.File, StringComparison.Ordinal);
                outcomes[1]++;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(TestScale.Of(200)));
        Assert.True(outcomes[0] > 20 && outcomes[1] > 2, $"{outcomes[0]} were recovered, {outcomes[1]} refused: too few to tell.");
    }

    private static void Check(int count, bool wholeBlock)
    {
        var cases =
            from sizes in Gen.ListOf(Gen.OneOf(Gen.Choose(1, 3), Gen.Choose(61, 66), Gen.Choose(1, 1_500)))
            from place in Gen.Choose(0, 1_000_000)
            from flips in Gen.Choose(1, 255)
            from isClosed in Gen.Elements(true, false)
            select (Sizes: sizes, Place: place, Flips: (byte)flips, IsClosed: isClosed);
        Prop.ForAll(cases.ToArbitrary(), wanted =>
        {
            var disk = new SimulatedDisk(RandomKey.FromSeed(wanted.Place));
            var last = Write(disk, wanted.Sizes, wanted.IsClosed);
            Damage(disk, wanted.Place, wanted.Flips, wholeBlock);
            Assert.Equal(last, ReadBack(disk));
            Assert.Equal(last, Recover(disk, out _));
            Assert.Equal(last, Recover(disk, out var repaired));
            Assert.Equal(0, repaired); // the first recovery has made it good on disk
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(count));
    }

    private static long Write(SimulatedDisk disk, IEnumerable<int> sizes, bool isClosed)
    {
        var folder = JournalFolder.Open(disk, Options);
        var writer = folder.Recover();
        foreach (var size in sizes)
        {
            var records = new byte[size * JournalLayout.RecordBytes];
            JournalRecords.Fill(writer.WrittenThrough + 1, 0, records);
            writer.Append(records);
            writer.Flush();
        }

        if (isClosed)
            folder.Dispose();
        disk.EndProcess();
        return writer.DurableThrough;
    }

    private static void Damage(SimulatedDisk disk, int place, byte flips, bool wholeBlock)
    {
        var names = disk.Names();
        var name = names[place % names.Count];
        using var file = disk.Open(name, writable: false);
        var offset = place * 31L % file.Length;
        var block = offset / JournalLayout.BlockBytes * JournalLayout.BlockBytes;
        for (var at = wholeBlock ? block : offset; at < (wholeBlock ? block + JournalLayout.BlockBytes : offset + 1); at++)
            disk.Damage(name, at, flips);
    }

    // The first blocks of the first segment, so that damage meets damage.
    private static void DamageFirst(SimulatedDisk disk, int place) =>
        disk.Damage(JournalLayout.SegmentName(0), place % 30 * (long)JournalLayout.BlockBytes + place % 4_093, 1);

    private static long ReadBack(SimulatedDisk disk)
    {
        using var reader = JournalReader.Open(disk);
        var last = 0L;
        while (reader.Read())
            last = Compare(last, reader.FirstSequence, reader.Records);
        return last;
    }

    private static long Recover(SimulatedDisk disk, out int repaired)
    {
        using var folder = JournalFolder.Open(disk, Options);
        var last = 0L;
        var recovery = folder.Recover(1, (first, records) => last = Compare(last, first, records)).Recovery;
        repaired = recovery.Repaired.Count;
        return recovery.LastSequence == last ? last : -1;
    }

    private static long Compare(long last, long first, ReadOnlySpan<byte> records)
    {
        Assert.Equal(last + 1, first);
        for (; records.Length > 0; records = records[JournalLayout.RecordBytes..])
            Assert.True(JournalRecords.Matches(++last, 0, records[..JournalLayout.RecordBytes]));
        return last;
    }
}
