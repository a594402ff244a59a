using System.Buffers.Binary;

namespace DcepSim.Databases;

/// <summary>
/// A page of a b-tree that is being filled (www.sqlite.org/fileformat2.html#b_tree_pages): a head, an array of places, and the cells, which grow from the
/// end of the page towards the array.
/// </summary>
internal sealed class CellPage
{
    public const byte IndexInterior = 0x02;
    public const byte TableInterior = 0x05;
    public const byte IndexLeaf = 0x0A;
    public const byte TableLeaf = 0x0D;

    private const int LeafHead = 8;
    private const int InteriorHead = 12;
    private const int PlaceBytes = 2;

    private readonly byte[] _bytes;
    private readonly int _head;
    private int _cellsFrom;

    public CellPage(byte kind, int pageSize)
    {
        _bytes = new byte[pageSize];
        _bytes[0] = kind;
        _head = kind is IndexInterior or TableInterior ? InteriorHead : LeafHead;
        _cellsFrom = pageSize;
    }

    public int Count { get; private set; }

    public bool Fits(int cellLength) => _head + ((Count + 1) * PlaceBytes) + cellLength <= _cellsFrom;

    /// <summary>Room for the next cell.</summary>
    public Span<byte> Add(int cellLength)
    {
        _cellsFrom -= cellLength;
        BinaryPrimitives.WriteUInt16BigEndian(_bytes.AsSpan(_head + (Count * PlaceBytes)), (ushort)_cellsFrom);
        Count++;
        return _bytes.AsSpan(_cellsFrom, cellLength);
    }

    /// <summary>Takes the last cell out again.</summary>
    /// <returns>A copy of it.</returns>
    public byte[] TakeLast()
    {
        Count--;
        var until = Count == 0 ? _bytes.Length : BinaryPrimitives.ReadUInt16BigEndian(_bytes.AsSpan(_head + ((Count - 1) * PlaceBytes)));
        var cell = _bytes.AsSpan(_cellsFrom, until - _cellsFrom).ToArray();
        _cellsFrom = until;
        return cell;
    }

    /// <summary>The page as it is written.</summary>
    /// <param name="rightmost">The page of the greatest keys below this one; not used by a leaf.</param>
    public ReadOnlySpan<byte> Finish(uint rightmost = 0)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_bytes.AsSpan(3), (ushort)Count);
        BinaryPrimitives.WriteUInt16BigEndian(_bytes.AsSpan(5), (ushort)_cellsFrom);
        if (_head == InteriorHead)
            BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(8), rightmost);
        var placesEnd = _head + (Count * PlaceBytes);
        _bytes.AsSpan(placesEnd, _cellsFrom - placesEnd).Clear();
        return _bytes;
    }

    public void Clear() => (Count, _cellsFrom) = (0, _bytes.Length);
}
