using System.Runtime.CompilerServices;

namespace DcepSim.Logs;

/// <summary>Writes whole numbers of zero and more in decimal digits, two at a time.</summary>
internal static class DecimalText
{
    private static ReadOnlySpan<byte> Pairs =>
        ("00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748"u8
        + "4950515253545556575859606162636465666768697071727374757677787980818283848586878889909192939495969798"u8
        + "99"u8);

    /// <summary>A number and what follows it.</summary>
    /// <returns>How many bytes were written: at most 20.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Put(Span<byte> at, long value, byte next)
    {
        var digits = value < 10 ? 1 : Digits((ulong)value);
        at[digits] = next;
        var place = digits;
        var left = (ulong)value;
        while (left >= 100)
        {
            var (rest, pair) = (left / 100, (int)(left % 100));
            place -= 2;
            Pairs.Slice(2 * pair, 2).CopyTo(at[place..]);
            left = rest;
        }

        if (left >= 10)
            Pairs.Slice(2 * (int)left, 2).CopyTo(at);
        else
            at[0] = (byte)('0' + left);
        return digits + 1;
    }

    private static int Digits(ulong value)
    {
        var digits = 1;
        for (; value >= 10_000; value /= 10_000)
            digits += 4;
        return digits + (value >= 1_000 ? 3 : value >= 100 ? 2 : value >= 10 ? 1 : 0);
    }
}
