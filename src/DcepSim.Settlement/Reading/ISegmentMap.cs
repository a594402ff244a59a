using DcepSim.Settlement.Journal;

namespace DcepSim.Settlement.Reading;

/// <summary>Where the groups of a segment stand, and what the checksums of their record blocks must be.</summary>
internal interface ISegmentMap
{
    /// <summary>How many groups with records there are.</summary>
    int GroupCount { get; }

    /// <summary>A group, in the order of sequences.</summary>
    GroupRow Group(int index);

    /// <summary>The checksum of a record block.</summary>
    uint Checksum(int index);

    /// <summary>The last group that begins at or before a sequence; -1 when none does.</summary>
    int IndexOf(long sequence) => Last(row => row.FirstSequence <= sequence);

    /// <summary>The group that holds a block.</summary>
    GroupRow GroupAt(int block) => Group(Last(row => row.Block <= block));

    /// <summary>The last group for which something holds that holds for all before it; -1 when there is none.</summary>
    int Last(Func<GroupRow, bool> holds)
    {
        var (low, high) = (-1, GroupCount);
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (holds(Group(middle)))
                low = middle;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>The block that holds a sequence.</summary>
    static int BlockOf(in GroupRow group, long sequence) =>
        group.IsSmall ? group.Block : group.Block + 1 + (int)((sequence - group.FirstSequence) / JournalLayout.RecordsPerBlock);
}
