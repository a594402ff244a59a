namespace DcepSim.Settlement.Reading;

/// <summary>The map of a segment, read from its index.</summary>
internal sealed class SegmentMap(GroupRow[] groups, uint[] checksums) : ISegmentMap
{
    public int GroupCount => groups.Length;

    public GroupRow Group(int index) => groups[index];

    public uint Checksum(int index) => checksums[index];
}
