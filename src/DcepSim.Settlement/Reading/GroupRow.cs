using System.Runtime.InteropServices;

namespace DcepSim.Settlement.Reading;

/// <summary>Where one group stands in its segment, and the first sequence and time in it.</summary>
/// <param name="FirstSequence">The sequence of its first record.</param>
/// <param name="FirstTime">The time of its first record, in nanoseconds.</param>
/// <param name="Block">The number of its first block in the segment.</param>
/// <param name="Count">How many records it has, at least one.</param>
/// <param name="Checksum">Where the checksums of its record blocks start; -1 for a small group, whose header block holds the records.</param>
[StructLayout(LayoutKind.Sequential, Pack = 8, Size = Bytes)]
internal readonly record struct GroupRow(long FirstSequence, long FirstTime, int Block, int Count, int Checksum)
{
    public const int Bytes = 32;

    public bool IsSmall => Checksum < 0;

    public long LastSequence => FirstSequence + Count - 1;
}
