using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using DcepSim.Settlement.Journal;

namespace DcepSim.Settlement.Reading;

/// <summary>
/// The blocks of a segment by the accounts that their records touched. Accounts next to each other are brought together first, a few hundred
/// heaps of them, and each heap is sorted by itself: at no time is more written to than the processor's caches hold.
/// </summary>
/// <remarks>For one thread; its memory is used again.</remarks>
internal sealed class AccountSort
{
    private const int HeapBits = 9;
    private const int TouchesPerBlock = 2 * JournalLayout.RecordsPerBlock;
    private const int ItemBits = 32;

    private int[] _heapEnds = [];
    private uint[] _items = [];
    private int[] _ends = [];
    private int[] _blocks = [];
    private int _heaps;
    private int _accountBits;
    private int _blockBits;

    /// <summary>Takes one account's blocks, ascending, maybe with repeats.</summary>
    public delegate void ListTaker(int account, ReadOnlySpan<int> blocks);

    /// <summary>Brings accounts next to each other together.</summary>
    public void Take(IReadOnlyList<AccountTail> tails)
    {
        var (highest, entries) = Survey(tails);
        var last = tails[^1].Group(tails[^1].GroupCount - 1);
        _blockBits = BitOperations.Log2((uint)(last.Block + JournalLayout.BlocksOf(last.Count))) + 1;
        // An item is an account's place in its heap, and a block.
        _accountBits = Math.Min(ItemBits - _blockBits, Math.Max(0, BitOperations.Log2((uint)highest | 1) + 1 - HeapBits));
        _heaps = (highest >> _accountBits) + 1;
        Grow(ref _heapEnds, _heaps);
        if (_items.Length < entries)
            _items = GC.AllocateUninitializedArray<uint>(checked((int)entries));
        CountHeaps(tails);
        foreach (var tail in tails)
        {
            var from = 0L;
            for (var group = 0; group < tail.GroupCount; group++)
                from = Distribute(tail, tail.Group(group), from);
        }
    }

    /// <summary>Hands over the blocks of each account that was touched, in the order of accounts.</summary>
    public void ForEach(ListTaker take)
    {
        var start = 0;
        for (var heap = 0; heap < _heaps; heap++)
        {
            var end = _heapEnds[heap];
            if (end > start)
                SortHeap(heap << _accountBits, _items.AsSpan(start..end), take);
            start = end;
        }
    }

    private static (int Highest, long Entries) Survey(IReadOnlyList<AccountTail> tails)
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
        Array.Clear(_heapEnds);
        var (counts, bits) = (_heapEnds, _accountBits);
        ref var first = ref MemoryMarshal.GetArrayDataReference(counts);
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
            }
        }

        for (var (heap, end) = (0, 0); heap < counts.Length; heap++)
            (counts[heap], end) = (end, end + counts[heap]);
    }

    private long Distribute(AccountTail tail, in GroupRow group, long from)
    {
        var (ends, items, accountBits, blockBits) = (_heapEnds, _items, _accountBits, _blockBits);
        var mask = (1 << accountBits) - 1;
        ref var end = ref MemoryMarshal.GetArrayDataReference(ends);
        ref var item = ref MemoryMarshal.GetArrayDataReference(items);
        for (var taken = 0; taken < 2 * group.Count;)
        {
            var block = (uint)(group.IsSmall ? group.Block : group.Block + 1 + (taken / TouchesPerBlock));
            var inBlock = group.IsSmall ? (2 * group.Count) - taken : Math.Min((2 * group.Count) - taken, TouchesPerBlock - (taken % TouchesPerBlock));
            var stretch = tail.AccountsFrom(from);
            stretch = stretch[..Math.Min(inBlock, stretch.Length)];
            unchecked // each has its place since heaps were counted
            {
                foreach (var account in stretch)
                    Unsafe.Add(ref item, Unsafe.Add(ref end, account >> accountBits)++) = ((uint)(account & mask) << blockBits) | block;
            }

            taken += stretch.Length;
            from += stretch.Length;
        }

        return from;
    }

    private void SortHeap(int firstAccount, ReadOnlySpan<uint> items, ListTaker take)
    {
        var accounts = 1 << _accountBits;
        Grow(ref _ends, accounts + 1);
        Grow(ref _blocks, items.Length);
        var (ends, blocks, bits) = (_ends, _blocks, _blockBits);
        Array.Clear(ends, 0, accounts + 1);
        ref var firstEnd = ref MemoryMarshal.GetArrayDataReference(ends);
        ref var firstBlock = ref MemoryMarshal.GetArrayDataReference(blocks);
        unchecked // an item's upper bits are the place of an account in its heap
        {
            foreach (var item in items)
                Unsafe.Add(ref firstEnd, item >> bits)++;
        }

        for (var (account, end) = (0, 0); account < accounts; account++)
            (ends[account], end) = (end, end + ends[account]);
        var mask = (1u << bits) - 1;
        unchecked // as many as were counted
        {
            foreach (var item in items)
                Unsafe.Add(ref firstBlock, Unsafe.Add(ref firstEnd, item >> bits)++) = (int)(item & mask);
        }

        for (var (account, start) = (0, 0); account < accounts; account++)
        {
            if (ends[account] > start && firstAccount + account > 0) // account 0 is nobody
                take(firstAccount + account, blocks.AsSpan(start..ends[account]));
            start = ends[account];
        }
    }

    private static void Grow(ref int[] memory, int length)
    {
        if (memory.Length < length)
            memory = GC.AllocateUninitializedArray<int>(Math.Max(length, 2 * memory.Length));
    }
}
