namespace DcepSim.Settlement.Journal;

/// <summary>Moves the oldest segments of a journal to another folder, each whole and flushed there before it goes here.</summary>
internal static class JournalArchive
{
    private const int StepBytes = 1 << 20;

    /// <summary>Copies a file under a temporary name, flushes it and gives it its name.</summary>
    public static void Copy(IJournalStore source, IJournalStore archive, string name)
    {
        using var memory = new AlignedBuffer(StepBytes, isCleared: false);
        using (var from = source.Open(name, writable: false))
        {
            using var to = archive.Create(name + JournalLayout.PreparingExtension, from.Length);
            for (var offset = 0L; offset < from.Length; offset += memory.Length)
            {
                var part = memory.Span[..(int)Math.Min(memory.Length, from.Length - offset)];
                if (JournalReads.Fully(from, offset, part) < part.Length)
                    throw new JournalCorruptionException(name, offset, FormattableString.Invariant($"{from.Length} bytes"), "the end of the file");
                to.Write(offset, part);
            }

            to.Flush();
        }

        archive.Rename(name + JournalLayout.PreparingExtension, name);
        archive.FlushNames();
    }
}
