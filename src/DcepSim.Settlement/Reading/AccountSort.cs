using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using DcepSim.Settlement.Journal;

namespace DcepSim.Settlement.Reading;

/// <summary>
/// What the records of a segment touched, as items of an account and a block, brought together in heaps of accounts next to each other. Within
/// a heap they stay in the order of the records: putting one heap in order costs more than looking through it.
/// </summary>
/// <remarks>For one thread; its memory is used again.</remarks>
internal sealed class AccountSort(IndexPace pace) : IDisposable
{
    private const int HeapBits = 10;
    private const int TouchesPerBlock = 2 * JournalLayout.RecordsPerBlock;
    private const int ItemBits = 32;

    // What each pass costs for an account, relative to the others.
    private const int SurveyCost = 1;
    private const int CountCost = 2;
    private const int DistributionCost = 4;

    /// <summary>What an account costs here, in the parts that the pace is told of.</summary>
    public const int Cost = SurveyCost + CountCost + DistributionCost;

    /// <summary>The items of one of the cache's lines.</summary>
    private const int LineItems = 16;

    private const int LineMask = LineItems - 1;

    private int[] _starts = [];
    private int[] _ends = [];
    private AlignedBuffer? _memory;

    /// <summary>The line of each heap that fills: a thousand heaps filled in their own memory would each fetch a line before it is written over.</summary>
    private AlignedBuffer? _lines;

    /// <summary>How many heaps there are.</summary>
    public int Heaps { get; private set; }

    /// <summary>The bits of an account that are its place in its heap; those above them are its heap.</summary>
    public int AccountBits { get; private set; }

    /// <summary>The lower bits of an item, which are a block; those above them are an account's place in its heap.</summary>
    public int BlockBits { get; private set; }

    /// <summary>The items of a heap, in the order of the records. An item that would stand twice side by side mostly stands once.</summary>
    public ReadOnlySpan<uint> Heap(int heap) => Items[_starts[heap].._ends[heap]];

    /// <summary>Takes what the records of a segment touched.</summary>
    public void Take(IReadOnlyList<AccountTail> tails)
    {
        var (highest, entries) = Survey(tails);
        var last = tails[^1].Group(tails[^1].GroupCount - 1);
        BlockBits = BitOperations.Log2((uint)(last.Block + JournalLayout.BlocksOf(last.Count))) + 1;
        AccountBits = Math.Min(ItemBits - BlockBits, Math.Max(0, BitOperations.Log2((uint)highest | 1) + 1 - HeapBits));
        Heaps = (highest >> AccountBits) + 1;
        if (_starts.Length < Heaps)
            (_starts, _ends) = (new int[Heaps], new int[Heaps]);
        Reserve(ref _memory, entries + ((long)Heaps * LineItems));
        Reserve(ref _lines, (Heaps + 1L) * LineItems); // one before the first, to be looked at
        CountHeaps(tails);
        foreach (var tail in tails)
        {
            var from = 0L;
            for (var group = 0; group < tail.GroupCount; group++)
            {
                from = Distribute(tail, tail.Group(group), from);
                pace.Did(DistributionCost * AccountTail.AccountsOfEntry * tail.Group(group).Count);
            }
        }

        EmptyLines();
    }

    public void Dispose()
    {
        _memory?.Dispose();
        _lines?.Dispose();
    }

    private Span<uint> Items => MemoryMarshal.Cast<byte, uint>(_memory!.Span);

    private Span<uint> Lines => MemoryMarshal.Cast<byte, uint>(_lines!.Span);

    private static void Reserve(ref AlignedBuffer? memory, long items)
    {
        var bytes = Math.Max(JournalLayout.BlockBytes, checked((int)BitOperations.RoundUpToPowerOf2((ulong)items * sizeof(uint)))); // segments differ by little
        if (memory?.Length >= bytes)
            return;
        memory?.Dispose();
        memory = AlignedBuffer.ForLong(bytes, isCleared: false);
    }

    private (int Highest, long Entries) Survey(IReadOnlyList<AccountTail> tails)
    {
        var (highest, entries) = (0, 0L);
        foreach (var tail in tails)
        {
            entries += tail.AccountCount;
            for (var from = 0L; from < tail.AccountCount;)
            {
                var stretch = tail.AccountsFrom(from);
                from += stretch.Length;
                highest = Math.Max(highest, HighestOf(stretch));
                pace.Did(SurveyCost * stretch.Length);
            }
        }

        return (highest, entries);
    }

    private static int HighestOf(ReadOnlySpan<int> accounts)
    {
        var wide = MemoryMarshal.Cast<int, Vector512<int>>(accounts);
        var lanes = Vector512<int>.Zero;
        foreach (ref readonly var sixteen in wide)
            lanes = Vector512.Max(lanes, sixteen);
        var highest = 0;
        for (var lane = 0; lane < Vector512<int>.Count; lane++)
            highest = Math.Max(highest, lanes[lane]);
        foreach (var account in accounts[(wide.Length * Vector512<int>.Count)..])
            highest = Math.Max(highest, account);
        return highest;
    }

    private void CountHeaps(IReadOnlyList<AccountTail> tails)
    {
        Array.Clear(_ends);
        var bits = AccountBits;
        ref var first = ref MemoryMarshal.GetArrayDataReference(_ends);
        foreach (var tail in tails)
        {
            for (var from = 0L; from < tail.AccountCount;)
            {
                var stretch = tail.AccountsFrom(from);
                from += stretch.Length;
                unchecked // none is above the highest, which has a heap
                {
                    foreach (var account in stretch)
                        Unsafe.Add(ref first, account >> bits)++;
                }

                pace.Did(CountCost * stretch.Length);
            }
        }

        for (var (heap, place) = (0, 0); heap < Heaps; heap++)
        {
            var count = _ends[heap];
            _starts[heap] = _ends[heap] = place;
            place += (count + LineMask) & ~LineMask;
        }
    }

    private unsafe long Distribute(AccountTail tail, in GroupRow group, long from)
    {
        var (accountBits, blockBits) = (AccountBits, BlockBits);
        var mask = (1 << accountBits) - 1;
        ref var end = ref MemoryMarshal.GetArrayDataReference(_ends);
        fixed (uint* items = Items, memory = Lines)
        {
            var lines = memory + LineItems;
            for (var taken = 0; taken < 2 * group.Count;)
            {
                var block = (uint)(group.IsSmall ? group.Block : group.Block + 1 + (taken / TouchesPerBlock));
                var inBlock = group.IsSmall ? (2 * group.Count) - taken : Math.Min((2 * group.Count) - taken, TouchesPerBlock - (taken % TouchesPerBlock));
                var stretch = tail.AccountsFrom(from);
                stretch = stretch[..Math.Min(inBlock, stretch.Length)];
                unchecked // each has its place since heaps were counted
                {
                    foreach (var account in stretch)
                    {
                        var heap = account >> accountBits;
                        ref var place = ref Unsafe.Add(ref end, heap);
                        var line = lines + ((long)heap * LineItems);
                        // Account 0 is nobody. Without a branch: what is not kept is overwritten by what follows.
                        var added = account != 0 ? 1 : 0;
                        var next = place + added;
                        line[place & LineMask] = ((uint)(account & mask) << blockBits) | block;
                        place = next;
                        if ((next & LineMask) < added) // the line is full by this item
                            place -= EmptyLine(line, items + next - LineItems);
                    }
                }

                taken += stretch.Length;
                from += stretch.Length;
            }
        }

        return from;
    }

    /// <summary>Brings a full line to its heap, unless it has twins.</summary>
    /// <returns>How many of the line's items were twins of those before them, and are gone.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe int EmptyLine(uint* line, uint* to)
    {
        var items = Vector512.LoadAligned(line);
        if (Vector512.EqualsAny(items, Vector512.Load(line - 1)) && LeaveOneOfTwins(new(line, LineItems)) is var kept and < LineItems) // before the first stands anything
            return LineItems - kept;
        items.StoreAlignedNonTemporal(to);
        return 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int LeaveOneOfTwins(Span<uint> items)
    {
        var kept = 1;
        foreach (var item in items[1..])
        {
            if (item != items[kept - 1])
                items[kept++] = item;
        }

        return kept;
    }

    /// <summary>Brings what is in lines that are not full to its heap.</summary>
    private void EmptyLines()
    {
        var items = Items;
        var lines = Lines;
        for (var heap = 0; heap < Heaps; heap++)
        {
            var count = _ends[heap] & LineMask;
            lines.Slice((heap + 1) * LineItems, count).CopyTo(items[(_ends[heap] - count)..]);
        }
    }
}
