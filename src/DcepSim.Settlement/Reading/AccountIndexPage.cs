using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using DcepSim.Settlement.Journal;

namespace DcepSim.Settlement.Reading;

/// <summary>
/// One block of an account index: accounts in ascending order, each with the blocks of the segment that hold records of it, as distances in
/// seven bits a byte, ended by a zero.
/// </summary>
internal static class AccountIndexPage
{
    public const int Start = 8; // a checksum and the bytes in use
    private const int LengthOffset = 4;
    private const int NumberBytesMax = 5;
    private const int Stroke = sizeof(ulong); // a number is written with one stroke, whatever its length
    private const int ListBytesMin = NumberBytesMax + Stroke + 1;

    /// <summary>Writes as much of a list as there is room for.</summary>
    /// <param name="page">The block.</param>
    /// <param name="used">Bytes in use, <see cref="Start"/> for an empty page; moved on.</param>
    /// <param name="accountsApart">How far the account is from the one before, itself if it is the first.</param>
    /// <param name="blocks">Ascending, maybe with repeats.</param>
    /// <returns>How many were taken in; 0 when the page is full.</returns>
    public static int Write(Span<byte> page, ref int used, int accountsApart, ReadOnlySpan<int> blocks)
    {
        if (used + ListBytesMin > page.Length)
            return 0;
        ref var first = ref MemoryMarshal.GetReference(page);
        var at = used;
        at += WriteNumber(ref Unsafe.Add(ref first, at), (uint)accountsApart);
        var (taken, before, end) = (0, 0, page.Length - Stroke);
        for (; taken < blocks.Length && at < end; taken++)
        {
            var apart = unchecked((uint)(blocks[taken] - before)); // ascending
            if (apart == 0)
                continue;
            at = unchecked(at + WriteNumber(ref Unsafe.Add(ref first, at), apart));
            before = blocks[taken];
        }

        used = at;
        while (taken < blocks.Length && taken > 0 && blocks[taken] == before)
            taken++;
        page[used++] = 0;
        return taken;
    }

    public static void Close(Span<byte> page, int used)
    {
        page[used..].Clear();
        BinaryPrimitives.WriteInt32LittleEndian(page[LengthOffset..], used);
        BinaryPrimitives.WriteUInt32LittleEndian(page, Crc32C.Of(page[LengthOffset..]));
    }

    public static bool IsSound(ReadOnlySpan<byte> page) =>
        BinaryPrimitives.ReadUInt32LittleEndian(page) == Crc32C.Of(page[LengthOffset..])
        && BinaryPrimitives.ReadInt32LittleEndian(page[LengthOffset..]) is >= Start and <= JournalLayout.BlockBytes;

    /// <summary>Adds the blocks of an account, if it is here.</summary>
    public static void Find(ReadOnlySpan<byte> page, int account, List<int> blocks)
    {
        var rest = page[Start..BinaryPrimitives.ReadInt32LittleEndian(page[LengthOffset..])];
        for (var at = 0; rest.Length > 0;)
        {
            at += ReadNumber(ref rest);
            if (at > account)
                return;
            if (at == account)
            {
                for (var (block, apart) = (0, ReadNumber(ref rest)); apart != 0; apart = ReadNumber(ref rest))
                    blocks.Add(block += apart);
                return;
            }

            rest = rest[(rest.IndexOf((byte)0) + 1)..]; // no byte of a number is zero
        }
    }

    /// <returns>How many bytes it takes; what is written beyond them is overwritten by what follows.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int WriteNumber(ref byte place, uint number)
    {
        unchecked // bits
        {
            var bytes = (int)((uint)(38 - BitOperations.LeadingZeroCount(number | 1)) / 7);
            if (Bmi2.X64.IsSupported)
            {
                var more = Bmi2.X64.ZeroHighBits(0x8080808080, 8 * (ulong)(bytes - 1)); // every byte but the last says that another follows
                Unsafe.WriteUnaligned(ref place, Bmi2.X64.ParallelBitDeposit(number, 0x7F7F7F7F7F) | more);
                return bytes;
            }

            for (var i = 0; i < bytes; i++, number >>= 7)
                Unsafe.Add(ref place, i) = (byte)((number & 0x7F) | (i + 1 < bytes ? 0x80u : 0));
            return bytes;
        }
    }

    private static int ReadNumber(ref ReadOnlySpan<byte> rest)
    {
        var (number, place) = (0, 0);
        while (rest[place] > 0x7F)
        {
            number |= (rest[place] & 0x7F) << (7 * place);
            place++;
        }

        number |= rest[place] << (7 * place);
        rest = rest[(place + 1)..];
        return number;
    }
}
