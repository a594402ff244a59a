namespace DcepSim.Databases;

/// <summary>SQLite's whole numbers of variable length: seven bits a byte, the most significant first.</summary>
internal static class Varint
{
    private const long LowBits = 0x7F;
    private const long MoreFollow = 0x80;
    private const int BytesShort = 8; // a ninth byte would hold eight bits; row numbers do not get there

    public static int Length(long value)
    {
        var length = 1;
        for (var left = value >> 7; left != 0; left >>= 7)
            length++;
        return length;
    }

    /// <summary>Writes a number from 0 to 2^56 - 1.</summary>
    /// <returns>How many bytes it took.</returns>
    public static int Put(Span<byte> at, long value)
    {
        var length = Length(value);
        if (length > BytesShort)
            throw new ArgumentOutOfRangeException(nameof(value), value, "Numbers of rows end at 2^56.");
        for (var place = length - 1; place >= 0; place--, value >>= 7)
            at[place] = (byte)(place == length - 1 ? value & LowBits : (value & LowBits) | MoreFollow);
        return length;
    }
}
