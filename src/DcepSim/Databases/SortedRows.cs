using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DcepSim.Databases;

/// <summary>
/// Sorts rows by a key, those of one key in the order in which they came. Two million at a time in memory; more than that go to disk, sorted, and are
/// merged at the end.
/// </summary>
internal sealed class SortedRows : IDisposable
{
    private const int RowsInMemory = 1 << 21;
    private const int DigitBits = 11;
    private const int RowsAtOnce = 4_096;

    private readonly List<FileStream> _parts = [];
    private readonly string _path;
    private readonly int _rowsInMemory;
    private KeyedRow[] _rows = new KeyedRow[RowsAtOnce];
    private int _count;
    private int _keyMax;

    /// <param name="path">How the paths of parts on disk begin.</param>
    /// <param name="rowsInMemory">How many are kept in memory, 1 and up.</param>
    public SortedRows(string path, int rowsInMemory = RowsInMemory)
    {
        _path = path;
        _rowsInMemory = rowsInMemory;
    }

    public long Count { get; private set; }

    public void Add(int key, int run, long row)
    {
        if (_count == _rows.Length)
            MakeRoom();
        _rows[_count++] = new(key, run, row);
        _keyMax = Math.Max(_keyMax, key);
        Count++;
    }

    /// <summary>Sorts what is in memory; no row may come after.</summary>
    public void Complete()
    {
        Sort();
        if (_parts.Count == 0)
            return;
        Spill();
        _rows = [];
    }

    /// <summary>All rows, sorted.</summary>
    public void ForEach(Action<KeyedRow> each)
    {
        if (_parts.Count > 0)
            Merge(each);
        foreach (ref readonly var row in _rows.AsSpan(0, _count))
            each(row);
    }

    public void Dispose()
    {
        foreach (var part in _parts)
            part.Dispose();
    }

    private void MakeRoom()
    {
        if (_count < _rowsInMemory)
        {
            Array.Resize(ref _rows, Math.Min(2 * _count, _rowsInMemory));
            return;
        }

        Sort();
        Spill();
    }

    // By digits, the least significant first: each pass keeps the order of rows that it finds equal.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sort()
    {
        var room = new KeyedRow[_count];
        var places = new int[(1 << DigitBits) + 1];
        for (var shift = 0; shift < 31 && _keyMax >> shift != 0; shift += DigitBits)
        {
            Array.Clear(places);
            foreach (ref readonly var row in _rows.AsSpan(0, _count))
                places[((row.Key >> shift) & ((1 << DigitBits) - 1)) + 1]++;
            for (var digit = 1; digit < places.Length; digit++)
                places[digit] += places[digit - 1];
            foreach (ref readonly var row in _rows.AsSpan(0, _count))
                room[places[(row.Key >> shift) & ((1 << DigitBits) - 1)]++] = row;
            (_rows, room) = (room, _rows);
        }
    }

    private void Spill()
    {
        var part = new FileStream($"{_path}.{_parts.Count}", new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, BufferSize = 0, Options = FileOptions.DeleteOnClose });
        _parts.Add(part);
        part.Write(MemoryMarshal.AsBytes<KeyedRow>(_rows.AsSpan(0, _count)));
        part.Position = 0;
        _count = 0;
    }

    private void Merge(Action<KeyedRow> each)
    {
        var readers = _parts.Select(part => new Reader(part)).ToArray();
        var next = new PriorityQueue<Reader, (int Key, int Part)>();
        for (var part = 0; part < readers.Length; part++)
        {
            if (readers[part].Read())
                next.Enqueue(readers[part], (readers[part].Row.Key, part));
        }

        while (next.TryDequeue(out var reader, out var place))
        {
            do
                each(reader.Row);
            while (reader.Read() && reader.Row.Key == place.Key);
            if (!reader.IsOver)
                next.Enqueue(reader, (reader.Row.Key, place.Part));
        }
    }

    private sealed class Reader(FileStream part)
    {
        private readonly KeyedRow[] _rows = new KeyedRow[RowsAtOnce];
        private int _count;
        private int _next;

        public KeyedRow Row { get; private set; }

        public bool IsOver { get; private set; }

        public bool Read()
        {
            if (_next == _count)
                Fill();
            if (IsOver)
                return false;
            Row = _rows[_next++];
            return true;
        }

        private void Fill()
        {
            var bytes = part.ReadAtLeast(MemoryMarshal.AsBytes(_rows.AsSpan()), minimumBytes: Marshal.SizeOf<KeyedRow>() * _rows.Length, throwOnEndOfStream: false);
            (_next, _count) = (0, bytes / Marshal.SizeOf<KeyedRow>());
            IsOver = _count == 0;
        }
    }
}
