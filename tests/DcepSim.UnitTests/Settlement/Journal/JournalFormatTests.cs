using System.Runtime.CompilerServices;
using DcepSim.Settlement.Journal;
using static DcepSim.UnitTests.Settlement.Journal.WrittenJournal;

namespace DcepSim.UnitTests.Settlement.Journal;

/// <summary>Journals of every format version, kept in seeds/journals: they stay readable, and the present one is still written byte for byte.</summary>
public class JournalFormatTests
{
    private const int Last = 1_500;

    [Fact]
    public void A_file_named_like_a_checkpoint_by_somebody_else_is_passed_over()
    {
        using var place = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(Directory.GetDirectories(Seeds())[0]))
            File.Copy(file, Path.Combine(place.Path, Path.GetFileName(file)));
        File.WriteAllText(Path.Combine(place.Path, "before the holidays" + JournalLayout.CheckpointExtension), "kept by hand");

        using var folder = JournalFolder.Open(new FileJournalStore(place.Path), Small);

        Assert.Equal(1_000, folder.Checkpoints.NewestSequence);
        using var checkpoint = folder.Checkpoints.OpenNewest();
        Assert.Equal(1_000, checkpoint!.Sequence);
    }

    [Fact]
    public void A_journal_of_every_past_format_is_still_read()
    {
        Assert.NotEmpty(Directory.GetDirectories(Seeds()));
        foreach (var version in Directory.GetDirectories(Seeds()))
        {
            using var place = new TemporaryFolder();
            foreach (var file in Directory.GetFiles(version))
                File.Copy(file, Path.Combine(place.Path, Path.GetFileName(file)));
            var store = new FileJournalStore(place.Path);
            Assert.True(JournalSurvey.Take(store).IsSound);
            using var folder = JournalFolder.Open(store, Small);
            using var checkpoint = folder.Checkpoints.OpenNewest();
            Assert.Equal(1_000, checkpoint!.Sequence);
            var last = 0L;
            folder.Recover(1, (first, records) => last = Check(last, first, records));
            Assert.Equal(Last, last);
        }
    }

    [Fact]
    public void The_present_format_is_written_byte_for_byte()
    {
        var store = new MemoryJournalStore();
        Write(store);
        var seed = Path.Combine(Seeds(), $"v{JournalLayout.FormatVersion}");
        var names = store.Names().Where(name => !name.EndsWith(JournalLayout.PreparingExtension, StringComparison.Ordinal)).ToList();
        Assert.Equal(names, Directory.GetFiles(seed).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        foreach (var name in names)
            Assert.True(BytesOf(store, name).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(seed, name))), $"{name} has other bytes: a new format wants a new version, and its own seed.");
    }

    private static void Write(IJournalStore store)
    {
        using var folder = JournalFolder.Open(store, new() { SegmentBytes = 20 * JournalLayout.BlockBytes, SegmentsAhead = 1, ReserveBytes = 0, PreparesInBackground = false, NewJournal = 20_201_012 });
        var writer = folder.Recover();
        foreach (var sequence in new[] { 1, 62, 125, 700, 1_000, Last })
        {
            AppendThrough(writer, sequence, groupMax: 400);
            writer.Flush();
            if (sequence != 1_000)
                continue;
            using var checkpoint = folder.Checkpoints.Begin(sequence);
            checkpoint.Write(Records(sequence, 10));
            checkpoint.Commit();
        }
    }

    private static byte[] BytesOf(MemoryJournalStore store, string name)
    {
        using var file = store.Open(name, writable: false);
        using var memory = new AlignedBuffer((int)file.Length);
        Assert.Equal(memory.Length, file.Read(0, memory.Span));
        return memory.Span.ToArray();
    }

    private static string Seeds([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "..", "seeds", "journals"));
}
