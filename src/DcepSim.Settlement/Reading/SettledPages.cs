using System.Runtime.InteropServices;
using DcepSim.Ledger;
using DcepSim.Settlement.Journal;

namespace DcepSim.Settlement.Reading;

/// <summary>Reads a journal page by page into memory that is used again.</summary>
internal sealed class SettledPages(SegmentCatalog catalog, long from) : IDisposable
{
    private readonly JournalReader _reader = new(catalog, from);
    private JournalEntry[] _entries = [];

    /// <summary>The next page up to a sequence that is durable.</summary>
    public bool TryRead(long through, out SettledPage page)
    {
        page = default;
        if (!_reader.Read(through))
            return false;
        var entries = MemoryMarshal.Cast<byte, JournalEntry>(_reader.Records);
        if (_entries.Length < entries.Length)
            _entries = GC.AllocateUninitializedArray<JournalEntry>(entries.Length);
        entries.CopyTo(_entries);
        page = new(_reader.FirstSequence, _entries.AsMemory(0, entries.Length));
        return true;
    }

    public void Dispose() => _reader.Dispose();
}
