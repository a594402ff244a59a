using System.Buffers.Binary;
using System.Runtime.InteropServices;
using DcepSim.Settlement.Journal;

namespace DcepSim.Settlement.Reading;

/// <summary>One block of an account index: its checksum, its number, and items of four bytes, heap after heap.</summary>
internal static class AccountIndexPage
{
    /// <summary>How many items a page has room for.</summary>
    public const int Items = (JournalLayout.BlockBytes - Start) / sizeof(uint);

    private const int Start = 8;
    private const int NumberOffset = 4;

    /// <summary>The items of a page.</summary>
    public static Span<uint> ItemsOf(Span<byte> page) => MemoryMarshal.Cast<byte, uint>(page[Start..JournalLayout.BlockBytes]);

    /// <summary>Gives a page its number and checksum.</summary>
    public static void Close(Span<byte> page, int number)
    {
        BinaryPrimitives.WriteInt32LittleEndian(page[NumberOffset..], number);
        BinaryPrimitives.WriteUInt32LittleEndian(page, Crc32C.Of(page[NumberOffset..JournalLayout.BlockBytes]));
    }

    /// <summary>Whether it is the page of that number, undamaged.</summary>
    public static bool IsSound(ReadOnlySpan<byte> page, int number) =>
        BinaryPrimitives.ReadInt32LittleEndian(page[NumberOffset..]) == number
        && BinaryPrimitives.ReadUInt32LittleEndian(page) == Crc32C.Of(page[NumberOffset..]);
}
