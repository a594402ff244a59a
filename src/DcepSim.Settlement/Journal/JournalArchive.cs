namespace DcepSim.Settlement.Journal;

/// <summary>Moves the oldest segments of a journal to another folder, each whole and flushed there before it goes here.</summary>
internal static class JournalArchive
{
    private const int StepBytes = 1 << 20;

    /// <summary>Copies a segment under a temporary name, flushes it and gives it its name.</summary>
    public static void Copy(IJournalStore source, IJournalStore archive, SegmentEntry segment)
    {
        using var memory = new AlignedBuffer(StepBytes, isCleared: false);
        using (var from = source.Open(segment.Name, writable: false))
        using (var to = archive.Create(segment.Name + JournalLayout.PreparingExtension, segment.Bytes))
        {
            for (var offset = 0L; offset < segment.Bytes; offset += memory.Length)
            {
                var part = memory.Span[..(int)Math.Min(memory.Length, segment.Bytes - offset)];
                if (JournalReads.Fully(from, offset, part) < part.Length)
                    throw new JournalCorruptionException(segment.Name, offset, FormattableString.Invariant($"{segment.Bytes} bytes"), "the end of the file");
                to.Write(offset, part);
            }

            to.Flush();
        }

        archive.Rename(segment.Name + JournalLayout.PreparingExtension, segment.Name);
        archive.FlushNames();
    }
}
