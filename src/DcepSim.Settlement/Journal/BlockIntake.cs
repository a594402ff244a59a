using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DcepSim.Settlement.Journal;

/// <summary>Takes blocks of records into the memory that the disk is written from: copied, with the checksum of each and the parity of all, in one
/// pass over them.</summary>
/// <remarks>The records were written by another processor a moment ago: fetching them costs more than all that is reckoned. So the lines of the
/// next blocks are asked for while these are worked on, and the copy, which only the disk reads, goes past the caches.</remarks>
internal static unsafe class BlockIntake
{
    /// <summary>How many blocks are taken at a time: the checksum of one alone waits three cycles on each step.</summary>
    public const int Blocks = 4;

    /// <summary>The bytes of as many blocks.</summary>
    public const int Bytes = Blocks * JournalLayout.BlockBytes;

    private const int LineBytes = 64;
    private const int Words = LineBytes / sizeof(ulong);

    /// <summary>Asks for the lines of the first blocks.</summary>
    /// <param name="from">Where the records begin; beyond their end nothing is harmed.</param>
    public static void AskFor(ReadOnlySpan<byte> from)
    {
        if (!Sse.IsSupported)
            return;
        fixed (byte* lines = from)
        {
            for (var place = 0; place < Math.Min(from.Length, Bytes); place += LineBytes)
                Sse.Prefetch0(lines + place);
        }
    }

    /// <summary>Takes four blocks.</summary>
    /// <param name="from">Four blocks of records.</param>
    /// <param name="to">Where they go: aligned to a line.</param>
    /// <param name="checksums">Takes the checksum of each.</param>
    /// <param name="parity">All four are folded into it.</param>
    public static void Take(ReadOnlySpan<byte> from, Span<byte> to, Span<uint> checksums, Span<byte> parity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(from.Length, Bytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(to.Length, Bytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(parity.Length, JournalLayout.BlockBytes);
        uint a = uint.MaxValue, b = uint.MaxValue, c = uint.MaxValue, d = uint.MaxValue;
        fixed (byte* source = from, target = to, folded = parity)
        {
            for (var place = 0; place < JournalLayout.BlockBytes; place += LineBytes)
            {
                byte* first = source + place, second = first + JournalLayout.BlockBytes, third = second + JournalLayout.BlockBytes, fourth = third + JournalLayout.BlockBytes;
                Ask(first + Bytes, second + Bytes, third + Bytes, fourth + Bytes);
                var (one, two, three, four) = (Vector512.Load(first), Vector512.Load(second), Vector512.Load(third), Vector512.Load(fourth));
                (Vector512.Load(folded + place) ^ one ^ two ^ three ^ four).Store(folded + place);
                var into = target + place;
                one.StoreAlignedNonTemporal(into);
                two.StoreAlignedNonTemporal(into + JournalLayout.BlockBytes);
                three.StoreAlignedNonTemporal(into + (2 * JournalLayout.BlockBytes));
                four.StoreAlignedNonTemporal(into + (3 * JournalLayout.BlockBytes));
                for (var word = 0; word < Words; word++)
                {
                    a = BitOperations.Crc32C(a, ((ulong*)first)[word]);
                    b = BitOperations.Crc32C(b, ((ulong*)second)[word]);
                    c = BitOperations.Crc32C(c, ((ulong*)third)[word]);
                    d = BitOperations.Crc32C(d, ((ulong*)fourth)[word]);
                }
            }
        }

        (checksums[0], checksums[1], checksums[2], checksums[3]) = (~a, ~b, ~c, ~d);
    }

    /// <summary>Until this is called, another processor or the disk may not see all that was taken.</summary>
    public static void Finish()
    {
        if (Sse.IsSupported)
            Sse.StoreFence();
    }

    private static void Ask(byte* first, byte* second, byte* third, byte* fourth)
    {
        if (!Sse.IsSupported)
            return;
        Sse.Prefetch0(first);
        Sse.Prefetch0(second);
        Sse.Prefetch0(third);
        Sse.Prefetch0(fourth);
    }
}
