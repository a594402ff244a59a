using System.Collections.Concurrent;

namespace DcepSim.Settlement.Reading;

/// <summary>A list that one thread lengthens while others read what it has published. Its memory comes in pieces and is used again.</summary>
internal sealed class GrowingList<T>(GrowingList<T>.Pieces pieces)
    where T : unmanaged
{
    private T[][] _pieces = [];
    private int _rented;
    private long _count;

    /// <summary>How many there are to read.</summary>
    public long Count => Volatile.Read(ref _count);

    public ref readonly T this[long index] => ref _pieces[index >> pieces.Shift][index & pieces.Mask];

    /// <summary>Room for at least one more, to be filled and then published.</summary>
    public Span<T> Room()
    {
        var (piece, place) = ((int)(_count >> pieces.Shift), (int)(_count & pieces.Mask));
        if (piece == _rented)
            Rent();
        return _pieces[piece].AsSpan(place);
    }

    public void Publish(int added) => Volatile.Write(ref _count, _count + added);

    public void Add(in T item)
    {
        Room()[0] = item;
        Publish(1);
    }

    public void AddRange(ReadOnlySpan<T> items)
    {
        while (items.Length > 0)
        {
            var room = Room();
            var part = Math.Min(room.Length, items.Length);
            items[..part].CopyTo(room);
            Publish(part);
            items = items[part..];
        }
    }

    /// <summary>The stretch of memory that ends just before an index.</summary>
    public ReadOnlySpan<T> Before(long index)
    {
        var piece = Volatile.Read(ref _pieces)[(index - 1) >> pieces.Shift];
        return piece.AsSpan(0, (int)((index - 1) & pieces.Mask) + 1);
    }

    /// <summary>The stretch of memory that starts at an index, up to what is published.</summary>
    public ReadOnlySpan<T> From(long index)
    {
        var end = Math.Min(Count, ((index >> pieces.Shift) + 1) << pieces.Shift);
        return Volatile.Read(ref _pieces)[index >> pieces.Shift].AsSpan((int)(index & pieces.Mask), (int)(end - index));
    }

    /// <summary>Gives the memory back for use by another list. Nobody may read any more.</summary>
    public void Recycle()
    {
        _count = 0;
        foreach (var piece in _pieces.AsSpan(0, _rented))
            pieces.Return(piece);
        (_pieces, _rented) = ([], 0);
    }

    private void Rent()
    {
        if (_rented == _pieces.Length)
        {
            var more = new T[Math.Max(4, 2 * _rented)][];
            _pieces.CopyTo(more, 0);
            Volatile.Write(ref _pieces, more);
        }

        _pieces[_rented++] = pieces.Rent();
    }

    /// <summary>Where the memory comes from.</summary>
    internal sealed class Pieces(int shift, int keptMax)
    {
        private readonly ConcurrentBag<T[]> _free = [];

        public int Shift => shift;

        public int Mask => (1 << shift) - 1;

        public T[] Rent() => _free.TryTake(out var piece) ? piece : GC.AllocateUninitializedArray<T>(1 << shift);

        public void Return(T[] piece)
        {
            if (_free.Count < keptMax)
                _free.Add(piece);
        }
    }
}
