namespace DcepSim.Settlement.Journal;

/// <summary>How a journal is written. The defaults suit a disk of its own with some ten gigabytes and more.</summary>
public sealed record JournalOptions
{
    /// <summary>Least bytes of a segment: a large group of some size must fit.</summary>
    public const long SegmentBytesMin = JournalLayout.FirstGroupOffset + 8 * JournalLayout.BlockBytes;

    /// <summary>
    /// Bytes of each new segment, a multiple of <see cref="JournalLayout.BlockBytes"/>, at least <see cref="SegmentBytesMin"/>. The journal
    /// holds <see cref="SegmentsAhead"/> of them written ahead, whatever its content. Default 256 MiB.
    /// </summary>
    public long SegmentBytes { get; init; } = 256L << 20;

    /// <summary>Segments kept written ahead of the one in use, 1 to 16. Default 2: one ready, one on the way.</summary>
    public int SegmentsAhead { get; init; } = 2;

    /// <summary>Bytes of the disk that no segment may take, so that there is room for checkpoints and to stop in order. Default 1 GiB.</summary>
    public long ReserveBytes { get; init; } = 1L << 30;

    /// <summary>
    /// Groups that may be on their way when new work is refused, 1 to 1,024: room for so many of the largest size is kept. Default 4.
    /// </summary>
    public int GroupsUnderWayMax { get; init; } = 4;

    /// <summary>
    /// Whether a thread of its own writes segments ahead. Without it each append writes its share, in the same order every time. Default true.
    /// </summary>
    public bool PreparesInBackground { get; init; } = true;

    /// <summary>
    /// The number of a journal that is made new, to tell its files from another's. Default 0: derived from the store's place, which is
    /// enough as long as files are not carried between machines.
    /// </summary>
    public UInt128 NewJournal { get; init; }

    /// <summary>Checks all values at once.</summary>
    /// <exception cref="ArgumentException">Some are out of range; the message names every one.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        if (SegmentBytes < SegmentBytesMin || SegmentBytes % JournalLayout.BlockBytes != 0)
            faults.Add(FormattableString.Invariant($"{nameof(SegmentBytes)} is {SegmentBytes}; it must be a multiple of {JournalLayout.BlockBytes} from {SegmentBytesMin}."));
        if (SegmentsAhead is < 1 or > 16)
            faults.Add(FormattableString.Invariant($"{nameof(SegmentsAhead)} is {SegmentsAhead}; it must be 1 to 16."));
        if (GroupsUnderWayMax is < 1 or > 1_024)
            faults.Add(FormattableString.Invariant($"{nameof(GroupsUnderWayMax)} is {GroupsUnderWayMax}; it must be 1 to 1,024."));
        if (ReserveBytes < 0)
            faults.Add(FormattableString.Invariant($"{nameof(ReserveBytes)} is {ReserveBytes}; it must not be negative."));
        if (faults.Count > 0)
            throw new ArgumentException(string.Join(" ", faults));
    }
}
