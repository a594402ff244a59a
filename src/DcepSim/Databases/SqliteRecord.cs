using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace DcepSim.Databases;

/// <summary>
/// One row in SQLite's record format (www.sqlite.org/fileformat2.html#record_format): the length of the head, a serial type for each value, the values.
/// </summary>
/// <remarks>For short rows only: whole numbers from 0 and short texts, so that every length and type is one byte. Filled again and again.</remarks>
internal sealed class SqliteRecord
{
    private const int TypesMax = 127;
    private const int TextType = 13; // and twice its length
    private const int IntegerBytesMax = 8;

    private static readonly byte[] TypeOfBits = [.. Enumerable.Range(0, 64).Select(TypeOf)];

    private readonly byte[] _bytes = new byte[TypesMax + IntegerBytesMax + 1];
    private readonly int _columns;
    private int _column;
    private int _end;

    public SqliteRecord(int columns)
    {
        _columns = columns;
        Begin();
    }

    /// <summary>The whole record: at most 127 bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _end);

    public void Begin()
    {
        _bytes[0] = (byte)(_columns + 1);
        (_column, _end) = (1, _columns + 1);
    }

    /// <summary>The next value, 0 and up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(long value)
    {
        var type = TypeOfBits[64 - BitOperations.LeadingZeroCount((ulong)value)];
        if (value <= 1)
        {
            _bytes[_column++] = (byte)(8 + value); // the values 0 and 1 are types of their own
            return;
        }

        var bytes = type < 5 ? type : type == 5 ? 6 : 8;
        _bytes[_column++] = type;
        BinaryPrimitives.WriteInt64BigEndian(_bytes.AsSpan(_end), value << (64 - (8 * bytes)));
        _end += bytes;
    }

    /// <summary>The next value, a short text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(ReadOnlySpan<byte> text)
    {
        _bytes[_column++] = (byte)(TextType + (2 * text.Length));
        text.CopyTo(_bytes.AsSpan(_end));
        _end += text.Length;
    }

    private static byte TypeOf(int bits) => bits switch { <= 7 => 1, <= 15 => 2, <= 23 => 3, <= 31 => 4, <= 47 => 5, _ => 6 };
}
