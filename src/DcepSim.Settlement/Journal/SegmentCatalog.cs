using System.Globalization;

namespace DcepSim.Settlement.Journal;

/// <summary>The segments of a journal, in order. Safe for use from several threads.</summary>
internal sealed class SegmentCatalog
{
    private readonly Lock _gate = new();
    private readonly List<SegmentEntry> _segments = [];
    private readonly List<SegmentEntry> _moved = []; // to another folder, by this process
    private readonly List<JournalDamage> _damage = [];

    private readonly SegmentEntry[] _archived;
    private SegmentCatalog? _live;

    private SegmentCatalog(SegmentEntry[] archived) => _archived = archived;

    /// <summary>The journal's own number; 0 when there is no segment yet.</summary>
    public UInt128 Journal { get; set; }

    /// <summary>Header blocks that were damaged and are known from their copy.</summary>
    public IReadOnlyList<JournalDamage> Damage => _damage;

    public int Count
    {
        get
        {
            lock (Live._gate)
                return Live._segments.Count;
        }
    }

    private SegmentCatalog Live => _live ?? this;

    /// <summary>Reads the headers of all segments in a folder.</summary>
    public static SegmentCatalog Read(IJournalStore store)
    {
        var catalog = new SegmentCatalog([]);
        using var memory = new AlignedBuffer(JournalLayout.FirstGroupOffset);
        foreach (var name in store.Names().Where(name => name.EndsWith(JournalLayout.SegmentExtension, StringComparison.Ordinal)))
        {
            try
            {
                catalog.Include(store, name, memory.Span);
            }
            catch (FileNotFoundException) when (catalog.Count == 0)
            {
                // The oldest are moved to an archive first: this one has been since the names were read.
            }
        }

        return catalog;
    }

    public SegmentEntry At(int index)
    {
        lock (_gate)
            return _segments[index];
    }

    /// <summary>The segments as they are now, those of the archive first.</summary>
    public SegmentEntry[] All()
    {
        var here = Live.Here(withMoved: _live is not null);
        return [.. _archived.Where(segment => here.Length == 0 || segment.Number < here[0].Number), .. here];
    }

    /// <summary>This journal's segments, preceded by those that were moved to another folder. It follows this one as it grows.</summary>
    public SegmentCatalog With(IJournalStore archive)
    {
        var older = Read(archive);
        if (older.Count > 0 && older.Journal != Journal)
            throw new JournalFormatException($"{archive.Place} holds segments of another journal.");
        foreach (var segment in All())
            segment.Archive = archive;
        return new(older.All()) { _live = this, Journal = Journal };
    }

    /// <summary>The index of a segment by its number, -1 if it is not here.</summary>
    public int IndexOf(long number)
    {
        lock (_gate)
            return _segments.FindIndex(segment => segment.Number == number);
    }

    /// <summary>The segment that follows another, or null at the end.</summary>
    /// <exception cref="JournalGapException">It has been moved away.</exception>
    public SegmentEntry? After(SegmentEntry segment)
    {
        var number = segment.Number + 1;
        var here = Live.Here(withMoved: true); // whoever stands in a segment goes on from it, though the next one be moved meanwhile
        if (here.Length > 0 && number >= here[0].Number)
            return number - here[0].Number < here.Length ? here[number - here[0].Number] : null;
        return Array.Find(_archived, archived => archived.Number == number)
            ?? throw new JournalGapException($"{segment.Store.Place}: {JournalLayout.SegmentName(number)} is not here; it has been archived or removed.");
    }

    public void Add(SegmentEntry segment)
    {
        lock (_gate)
            _segments.Add(segment);
    }

    /// <summary>The oldest segment stands in another folder now: readers that follow it there miss it at no moment.</summary>
    public void MoveFirst(IJournalStore archive)
    {
        lock (_gate)
        {
            _segments[0].MoveTo(archive);
            _moved.Add(_segments[0]);
            _segments.RemoveAt(0);
        }
    }

    private SegmentEntry[] Here(bool withMoved)
    {
        lock (_gate)
            return withMoved ? [.. _moved, .. _segments] : [.. _segments];
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
                throw NoHeader(name, file.Length);
            _damage.Add(new(name, 0, "segment header"));
        }
        else if (!SegmentHeader.TryRead(headers[JournalLayout.BlockBytes..], out _))
        {
            _damage.Add(new(name, JournalLayout.BlockBytes, "copy of the segment header"));
        }

        Check(header, name, file.Length);
        Journal = header.Journal;
        _segments.Add(new(store, header.Number, name, header.Bytes, header.Epoch));
    }

    private static JournalCorruptionException NoHeader(string name, long length) => length < JournalLayout.FirstGroupOffset
        ? new(name, length, $"a segment, of at least {Text(JournalLayout.FirstGroupOffset)} bytes", $"the end of the file, which has {Text(length)}")
        : new(name, 0, "a segment header or its copy", "neither");

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
