using System.Runtime.InteropServices;
using DcepSim.Settlement.Journal;

namespace DcepSim.Settlement.Reading;

/// <summary>The index of one segment on disk. Safe for use from several threads.</summary>
internal sealed class AccountIndexFile
{
    private const int PagesAtOnce = 64;

    private readonly IJournalStore _store;
    private readonly AccountIndexHeader _header;
    private readonly int[] _fence;
    private WeakReference<SegmentMap>? _map;

    private AccountIndexFile(IJournalStore store, in AccountIndexHeader header, int[] fence)
    {
        _store = store;
        _header = header;
        _fence = fence;
    }

    public long FirstTime => _header.FirstTime;

    public long FirstSequence => _header.FirstSequence;

    public long LastSequence => _header.LastSequence;

    /// <summary>Opens the index of a segment if it is there, sound, and of this very content: the segment's last group chains to all before it.</summary>
    public static AccountIndexFile? TryOpen(IJournalStore store, SegmentEntry segment, UInt128 journal)
    {
        try
        {
            using var file = store.Open(AccountIndexHeader.NameOf(segment.Number), writable: false);
            using var block = new AlignedBuffer(JournalLayout.BlockBytes);
            if (!IndexReads.TryRead(file, 0, block.Span)
                || !AccountIndexHeader.TryRead(block.Span, out var header)
                || header.Journal != journal
                || header.Segment != segment.Number
                || !IsOfContent(segment, header, block.Span))
                return null;
            var fence = new int[header.Heaps + 1];
            return TryReadFence(file, header, fence) ? new(store, header, fence) : null;
        }
        catch (Exception gone) when (gone is FileNotFoundException or JournalGapException)
        {
            return null;
        }
    }

    /// <summary>The blocks of the segment that hold records of an account, ascending.</summary>
    /// <returns>False when the index is damaged.</returns>
    public bool TryFind(int account, List<int> blocks)
    {
        var heap = account >> _header.AccountBits;
        if (heap >= _header.Heaps || _fence[heap] == _fence[heap + 1])
            return true;
        var (page, last) = (_fence[heap] / AccountIndexPage.Items, (_fence[heap + 1] - 1) / AccountIndexPage.Items);
        using var file = _store.Open(AccountIndexHeader.NameOf(_header.Segment), writable: false);
        using var memory = new AlignedBuffer(Math.Min(last - page + 1, PagesAtOnce) * JournalLayout.BlockBytes, isCleared: false);
        for (; page <= last; page += PagesAtOnce)
        {
            var bytes = memory.Span[..(Math.Min(last - page + 1, PagesAtOnce) * JournalLayout.BlockBytes)];
            if (!IndexReads.TryRead(file, (1L + page) * JournalLayout.BlockBytes, bytes) || !TryLook(bytes, page, heap, account, blocks))
                return false;
        }

        return true;
    }

    /// <summary>Where the segment's groups stand; null when the index is damaged. Kept while somebody holds it.</summary>
    public SegmentMap? TryMap()
    {
        if (_map is { } known && known.TryGetTarget(out var map))
            return map;
        using var file = _store.Open(AccountIndexHeader.NameOf(_header.Segment), writable: false);
        using var memory = new AlignedBuffer(Math.Max(JournalLayout.BlockBytes, _header.MapBytes), isCleared: false);
        var bytes = memory.Span[.._header.MapBytes];
        var groups = bytes[..(_header.Groups * GroupRow.Bytes)];
        var checksums = bytes.Slice(groups.Length, _header.Checksums * sizeof(uint));
        if (!IndexReads.TryRead(file, _header.MapOffset, bytes) || Crc32C.Append(Crc32C.Append(0, groups), checksums) != _header.MapChecksum)
            return null;
        map = new(MemoryMarshal.Cast<byte, GroupRow>(groups).ToArray(), MemoryMarshal.Cast<byte, uint>(checksums).ToArray());
        _map = new(map);
        return map;
    }

    private bool TryLook(Span<byte> pages, int first, int heap, int account, List<int> blocks)
    {
        for (var page = first; pages.Length > 0; page++, pages = pages[JournalLayout.BlockBytes..])
        {
            if (!AccountIndexPage.IsSound(pages[..JournalLayout.BlockBytes], page))
                return false;
            var start = page * AccountIndexPage.Items;
            var (from, to) = (Math.Max(_fence[heap] - start, 0), Math.Min(_fence[heap + 1] - start, AccountIndexPage.Items));
            Look(AccountIndexPage.ItemsOf(pages)[from..to], account, blocks);
        }

        return true;
    }

    private void Look(ReadOnlySpan<uint> items, int account, List<int> blocks)
    {
        var place = (uint)(account & ((1 << _header.AccountBits) - 1)) << _header.BlockBits;
        var most = (1u << _header.BlockBits) - 1;
        while (items.IndexOfAnyInRange(place, place | most) is var found and >= 0)
        {
            var block = (int)(items[found] & most);
            if (blocks.Count == 0 || blocks[^1] != block)
                blocks.Add(block);
            items = items[(found + 1)..];
        }
    }

    private static bool IsOfContent(SegmentEntry segment, in AccountIndexHeader header, Span<byte> block)
    {
        using var file = segment.Open(writable: false);
        return IndexReads.TryRead(file, header.LastGroupOffset, block)
            && GroupHeader.TryRead(block, header.Journal, out var group)
            && group.Checksum == header.LastGroupChecksum
            && group.LastSequence == header.LastSequence;
    }

    private static bool TryReadFence(IJournalFile file, in AccountIndexHeader header, int[] fence)
    {
        using var memory = new AlignedBuffer(Math.Max(JournalLayout.BlockBytes, header.FenceBytes), isCleared: false);
        if (!IndexReads.TryRead(file, header.FenceOffset, memory.Span[..header.FenceBytes]))
            return false;
        MemoryMarshal.Cast<byte, int>(memory.Span)[..fence.Length].CopyTo(fence); // where each heap begins
        return Crc32C.Of(MemoryMarshal.AsBytes(fence.AsSpan())) == header.FenceChecksum;
    }
}
