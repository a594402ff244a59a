namespace DcepSim.Settlement.Journal;

/// <summary>A journal read through from its oldest record, every checksum held against its bytes, nothing changed.</summary>
/// <param name="Journal">The number that tells this journal's files from another's.</param>
/// <param name="Segments">All segments, oldest first.</param>
/// <param name="Checkpoints">All checkpoints, oldest first.</param>
/// <param name="FirstSequence">The oldest sequence here, 0 if there is none.</param>
/// <param name="LastSequence">The newest sequence here, 0 if there is none.</param>
/// <param name="DurableThrough">The highest sequence that the journal itself says was flushed. Those above it stand, but may not have been answered for.</param>
/// <param name="Damage">Blocks that are damaged and can be made good; opening the journal for writing does so.</param>
/// <param name="TornHeaders">Headers past the end: left by groups that were being written when the power went.</param>
/// <param name="Corruption">Damage beyond repair to what was durable, or null.</param>
public sealed record JournalSurvey(
    UInt128 Journal,
    IReadOnlyList<SegmentSurvey> Segments,
    IReadOnlyList<CheckpointSurvey> Checkpoints,
    long FirstSequence,
    long LastSequence,
    long DurableThrough,
    IReadOnlyList<JournalDamage> Damage,
    int TornHeaders,
    JournalCorruptionException? Corruption)
{
    /// <summary>Whether every record that was durable can be read, and no block needs to be made good.</summary>
    public bool IsSound => Corruption is null && Damage.Count == 0 && Checkpoints.All(checkpoint => checkpoint.Fault is null);

    /// <summary>
    /// Reads a journal through. Needs no lock; beside a writer, what it is writing shows as torn or not at all. Cost: all of it, read once, and once more if a
    /// block seems damaged.
    /// </summary>
    /// <param name="store">Where it is.</param>
    /// <exception cref="JournalFormatException">A newer build wrote it.</exception>
    /// <exception cref="JournalCorruptionException">A segment is missing, or both copies of a segment's header are damaged.</exception>
    public static JournalSurvey Take(IJournalStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        var survey = ReadThrough(store);
        if (survey.Damage.Count == 0)
            return survey;
        // A writer beside us may have been in the middle of a group, whose parity then made good what was not there yet: damage stays.
        var again = ReadThrough(store);
        return again with { Damage = [.. again.Damage.Intersect(survey.Damage)] };
    }

    private static JournalSurvey ReadThrough(IJournalStore store)
    {
        var catalog = SegmentCatalog.Read(store);
        var segments = catalog.All().Select(segment => new SegmentSurvey(segment.Name, segment.Number, segment.Bytes, segment.Epoch, 0, 0, 0, 0)).ToArray();
        var checkpoints = Checked(store, catalog.Journal);
        if (segments.Length == 0)
            return new(0, segments, checkpoints, 0, 0, 0, [], 0, null);
        using var walk = new GroupWalk(catalog, writable: false);
        var torn = 0;
        JournalCorruptionException? corruption = null;
        try
        {
            walk.SeekOldest();
            IReadOnlyList<(SegmentEntry Segment, long Offset)>? past = null;
            while (walk.Next() || (past = walk.Conclude()) is null)
                Include(ref segments[walk.Segment.Number - segments[0].Number], walk);
            torn = past.Count;
        }
        catch (JournalCorruptionException fault)
        {
            corruption = fault;
        }

        var first = segments.FirstOrDefault(segment => segment.Groups > 0)?.FirstSequence ?? 0;
        return new(catalog.Journal, segments, checkpoints, first, first == 0 ? 0 : walk.Expected - 1, walk.Proven, [.. catalog.Damage, .. walk.Damage], torn, corruption);
    }

    private static void Include(ref SegmentSurvey segment, GroupWalk walk)
    {
        segment = segment with { UsedBytes = walk.Offset };
        if (walk.Header.Count > 0)
        {
            segment = segment with
            {
                FirstSequence = segment.Groups == 0 ? walk.Header.FirstSequence : segment.FirstSequence,
                LastSequence = walk.Header.LastSequence,
                Groups = segment.Groups + 1,
            };
        }
    }

    private static List<CheckpointSurvey> Checked(IJournalStore store, UInt128 journal)
    {
        var found = new List<CheckpointSurvey>();
        var checkpoints = new CheckpointShelf(store, journal, () => 0);
        foreach (var sequence in checkpoints.Sequences())
        {
            try
            {
                using var checkpoint = CheckpointReader.Open(store, journal, sequence);
                found.Add(new(sequence, checkpoint.Length, null));
            }
            catch (FileNotFoundException)
            {
                // A writer beside us has given it up meanwhile.
            }
            catch (JournalCorruptionException fault)
            {
                if (checkpoints.Sequences().Contains(sequence)) // else it was given up, and is being written over
                    found.Add(new(sequence, 0, fault.Message));
            }
        }

        return found;
    }
}
