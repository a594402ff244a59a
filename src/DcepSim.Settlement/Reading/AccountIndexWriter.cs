using System.Runtime.InteropServices;
using DcepSim.Settlement.Journal;

namespace DcepSim.Settlement.Reading;

/// <summary>Brings together by account what a full segment's records touched, and writes it down beside the segment.</summary>
/// <remarks>For one thread; its memory is used again: some eight bytes a record of a segment.</remarks>
internal sealed class AccountIndexWriter(IJournalStore store, UInt128 journal, IndexPace pace) : IDisposable
{
    private const int StepBytes = 1 << 18; // a disk busy with one large write lets the journal's wait

    /// <summary>What writing an item costs, beside what sorting costs.</summary>
    private const int Cost = 2;

    private readonly AlignedBuffer _memory = AlignedBuffer.ForLong(StepBytes, isCleared: false);
    private readonly List<int> _fence = [];
    private readonly AccountSort _sort = new(pace);
    private IJournalFile? _file;
    private long _offset;
    private int _filled;
    private int _pages;
    private int _pageItems;

    /// <summary>Writes the index of a segment.</summary>
    /// <param name="tails">What its records touched, in order and without gaps, from its first record to its last.</param>
    /// <returns>How many bytes the index has.</returns>
    /// <exception cref="IOException">It could not be written.</exception>
    /// <exception cref="JournalFullException">There is no room.</exception>
    public long Write(IReadOnlyList<AccountTail> tails)
    {
        pace.Begin((AccountSort.Cost + Cost) * tails.Sum(tail => tail.AccountCount), tails[0].FirstSequence, tails[^1].LastSequence);
        _sort.Take(tails);
        var name = AccountIndexHeader.NameOf(tails[0].Segment);
        using (_file = store.Create(name + JournalLayout.WritingExtension, 0))
        {
            BeginPages();
            WriteHeaps();
            EndPage();
            WriteRest(tails);
            _file.Flush();
        }

        store.Rename(name + JournalLayout.WritingExtension, name);
        return _offset;
    }

    public void Dispose()
    {
        _memory.Dispose();
        _sort.Dispose();
    }

    private void BeginPages()
    {
        _fence.Clear();
        _offset = 0;
        _memory.Span[..JournalLayout.BlockBytes].Clear(); // the header's place
        _filled = JournalLayout.BlockBytes;
        _pages = 0;
        _pageItems = 0;
    }

    private void WriteHeaps()
    {
        for (var heap = 0; heap < _sort.Heaps; heap++)
        {
            NoteHeap();
            for (var items = _sort.Heap(heap); items.Length > 0;)
            {
                var part = Math.Min(items.Length, AccountIndexPage.Items - _pageItems);
                items[..part].CopyTo(Page()[_pageItems..]);
                _pageItems += part;
                items = items[part..];
                if (_pageItems == AccountIndexPage.Items)
                    EndPage();
                pace.Did(Cost * part);
            }
        }

        NoteHeap();
    }

    private void NoteHeap() => _fence.Add((_pages * AccountIndexPage.Items) + _pageItems);

    private Span<uint> Page() => AccountIndexPage.ItemsOf(_memory.Span.Slice(_filled, JournalLayout.BlockBytes));

    private void EndPage()
    {
        if (_pageItems == 0)
            return;
        Page()[_pageItems..].Clear();
        AccountIndexPage.Close(_memory.Span.Slice(_filled, JournalLayout.BlockBytes), _pages);
        _pages++;
        _pageItems = 0;
        _filled += JournalLayout.BlockBytes;
        if (_filled == StepBytes)
            WriteOut();
    }

    private void WriteOut()
    {
        if (_filled == 0)
            return;
        _file!.Write(_offset, _memory.Span[.._filled]);
        _offset += _filled;
        _filled = 0;
    }

    private void WriteRest(IReadOnlyList<AccountTail> tails)
    {
        var fence = AddBytes(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_fence)), 0);
        FillBlock();
        var map = 0u;
        var checksums = 0;
        foreach (var tail in tails)
        {
            for (var i = 0; i < tail.GroupCount; i++)
            {
                var row = tail.Group(i);
                row = row.IsSmall ? row : row with { Checksum = row.Checksum + checksums };
                map = AddBytes(MemoryMarshal.AsBytes(new ReadOnlySpan<GroupRow>(in row)), map);
            }

            checksums += tail.ChecksumCount;
        }

        foreach (var tail in tails)
        {
            for (var i = 0; i < tail.ChecksumCount; i++)
            {
                var checksum = tail.Checksum(i);
                map = AddBytes(MemoryMarshal.AsBytes(new ReadOnlySpan<uint>(in checksum)), map);
            }
        }

        FillBlock();
        WriteOut();
        WriteHeader(tails, fence, map, checksums);
    }

    private uint AddBytes(ReadOnlySpan<byte> bytes, uint checksum)
    {
        checksum = Crc32C.Append(checksum, bytes);
        while (bytes.Length > 0)
        {
            var part = bytes[..Math.Min(bytes.Length, StepBytes - _filled)];
            part.CopyTo(_memory.Span[_filled..]);
            _filled += part.Length;
            bytes = bytes[part.Length..];
            if (_filled == StepBytes)
                WriteOut();
        }

        return checksum;
    }

    private void FillBlock()
    {
        var whole = AccountIndexHeader.WholeBlocks(_filled);
        _memory.Span[_filled..whole].Clear();
        _filled = whole;
        if (_filled == StepBytes)
            WriteOut();
    }

    private void WriteHeader(IReadOnlyList<AccountTail> tails, uint fence, uint map, int checksums)
    {
        var header = new AccountIndexHeader
        {
            Journal = journal,
            Segment = tails[0].Segment,
            FirstSequence = tails[0].FirstSequence,
            LastSequence = tails[^1].LastSequence,
            FirstTime = tails[0].FirstTime,
            LastGroupOffset = tails[^1].LastGroup.Offset,
            LastGroupChecksum = tails[^1].LastGroup.Checksum,
            Pages = _pages,
            Groups = tails.Sum(tail => tail.GroupCount),
            Checksums = checksums,
            FenceChecksum = fence,
            MapChecksum = map,
            Heaps = _sort.Heaps,
            AccountBits = _sort.AccountBits,
            BlockBits = _sort.BlockBits,
        };
        var block = _memory.Span[..JournalLayout.BlockBytes];
        header.WriteTo(block);
        _file!.Write(0, block);
    }
}
