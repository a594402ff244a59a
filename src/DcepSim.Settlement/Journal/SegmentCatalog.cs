using System.Globalization;

namespace DcepSim.Settlement.Journal;

/// <summary>The segments of a journal, in order. Safe for use from several threads.</summary>
internal sealed class SegmentCatalog
{
    private readonly Lock _gate = new();
    private readonly List<SegmentEntry> _segments = [];
    private readonly List<JournalDamage> _damage = [];

    private SegmentCatalog()
    {
    }

    /// <summary>The journal's own number; 0 when there is no segment yet.</summary>
    public UInt128 Journal { get; set; }

    /// <summary>Header blocks that were damaged and are known from their copy.</summary>
    public IReadOnlyList<JournalDamage> Damage => _damage;

    public int Count
    {
        get
        {
            lock (_gate)
                return _segments.Count;
        }
    }

    /// <summary>Reads the headers of all segments in a folder.</summary>
    public static SegmentCatalog Read(IJournalStore store)
    {
        var catalog = new SegmentCatalog();
        using var memory = new AlignedBuffer(JournalLayout.FirstGroupOffset);
        foreach (var name in store.Names())
        {
            if (name.EndsWith(JournalLayout.SegmentExtension, StringComparison.Ordinal))
                catalog.Include(store, name, memory.Span);
        }

        return catalog;
    }

    public SegmentEntry At(int index)
    {
        lock (_gate)
            return _segments[index];
    }

    /// <summary>The segments as they are now.</summary>
    public SegmentEntry[] All()
    {
        lock (_gate)
            return [.. _segments];
    }

    /// <summary>The index of a segment by its number, -1 if it is not here.</summary>
    public int IndexOf(long number)
    {
        lock (_gate)
            return _segments.FindIndex(segment => segment.Number == number);
    }

    /// <summary>The segment that follows another, or null.</summary>
    public SegmentEntry? After(SegmentEntry segment)
    {
        lock (_gate)
        {
            var index = segment.Number + 1 - (_segments.Count == 0 ? 0 : _segments[0].Number);
            return index >= 0 && index < _segments.Count ? _segments[(int)index] : null;
        }
    }

    public void Add(SegmentEntry segment)
    {
        lock (_gate)
            _segments.Add(segment);
    }

    /// <summary>Takes the oldest segment off the list.</summary>
    public void RemoveFirst()
    {
        lock (_gate)
            _segments.RemoveAt(0);
    }

    private void Include(IJournalStore store, string name, Span<byte> headers)
    {
        using var file = store.Open(name, writable: false);
        headers.Clear();
        JournalReads.Fully(file, 0, headers);
        HeaderBlock.RefuseNewer(headers, JournalLayout.SegmentMagic, $"{store.Place}: {name}");
        if (!SegmentHeader.TryRead(headers, out var header))
        {
            if (!SegmentHeader.TryRead(headers[JournalLayout.BlockBytes..], out header))
                throw new JournalCorruptionException(name, 0, "a segment header or its copy", "neither");
            _damage.Add(new(name, 0, "segment header"));
        }
        else if (!SegmentHeader.TryRead(headers[JournalLayout.BlockBytes..], out _))
        {
            _damage.Add(new(name, JournalLayout.BlockBytes, "copy of the segment header"));
        }

        Check(header, name, file.Length);
        Journal = header.Journal;
        _segments.Add(new(header.Number, name, header.Bytes, header.Epoch));
    }

    private void Check(in SegmentHeader header, string name, long length)
    {
        if (_segments.Count > 0 && header.Journal != Journal)
            throw new JournalFormatException($"{name} belongs to another journal than {_segments[0].Name}. Nothing has been changed.");
        if (!string.Equals(name, JournalLayout.SegmentName(header.Number), StringComparison.Ordinal))
            throw new JournalCorruptionException(name, JournalLayout.SegmentNumberOffset, "the number in its name", Text(header.Number));
        if (_segments.Count > 0 && header.Number != _segments[^1].Number + 1)
            throw new JournalCorruptionException(JournalLayout.SegmentName(_segments[^1].Number + 1), 0, "the segment", "no file of that name");
        if (length < header.Bytes)
            throw new JournalCorruptionException(name, length, $"{Text(header.Bytes)} bytes", $"{Text(length)} bytes");
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
