using System.Buffers.Binary;
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
    private const int ListBytesMin = (2 * NumberBytesMax) + 1;

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
        WriteNumber(page, ref used, accountsApart);
        var (taken, before) = (0, 0);
        for (; taken < blocks.Length && used + NumberBytesMax < page.Length; taken++)
        {
            if (blocks[taken] == before)
                continue;
            WriteNumber(page, ref used, blocks[taken] - before);
            before = blocks[taken];
        }

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

    private static void WriteNumber(Span<byte> page, ref int used, int number)
    {
        for (; number > 0x7F; number >>= 7)
            page[used++] = (byte)((number & 0x7F) | 0x80);
        page[used++] = (byte)number;
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
