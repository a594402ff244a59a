using System.Runtime.InteropServices;

namespace DcepSim.Offline;

/// <summary>All unique tokens of a book, found by (payer, counter) in O(1), and walked by payer.</summary>
internal sealed class TokenStore
{
    private const int PageBits = 16;
    private const int PageSize = 1 << PageBits;
    private const int None = -1;

    private readonly List<Entry[]> pages = [];
    private int[] slots;

    public TokenStore(int expected)
    {
        slots = new int[SlotsFor(expected)];
        Array.Fill(slots, None);
    }

    public int Count { get; private set; }

    public ref Entry this[int index] => ref pages[index >> PageBits][index & (PageSize - 1)];

    public int Find(PurseId payer, uint counter)
    {
        for (var slot = SlotOf(payer, counter); slots[slot] != None; slot = (slot + 1) & (slots.Length - 1))
        {
            ref var entry = ref this[slots[slot]];
            if (entry.Counter == counter && entry.Payer == payer)
                return slots[slot];
        }

        return None;
    }

    /// <summary>Adds a token that is not there yet.</summary>
    public int Add(in TokenRecord token, EntryState state, int chain)
    {
        if (Count * 8L >= slots.Length * 5L)
            Grow();
        if (Count >> PageBits == pages.Count)
            pages.Add(new Entry[PageSize]);
        var index = Count++;
        this[index] = new(token, state, chain);
        Put(index);
        return index;
    }

    private static int SlotsFor(int expected)
    {
        var size = 1024;
        while (size * 5L < expected * 8L)
            size *= 2;
        return size;
    }

    private void Grow()
    {
        slots = new int[slots.Length * 2];
        Array.Fill(slots, None);
        for (var index = 0; index < Count; index++)
            Put(index);
    }

    private void Put(int index)
    {
        ref var entry = ref this[index];
        var slot = SlotOf(entry.Payer, entry.Counter);
        while (slots[slot] != None)
            slot = (slot + 1) & (slots.Length - 1);
        slots[slot] = index;
    }

    private int SlotOf(PurseId payer, uint counter)
    {
        unchecked // a hash: overflow is what mixes
        {
            var mixed = (((ulong)(uint)payer.Value << 32) | counter) * 0x9E3779B97F4A7C15;
            return (int)((mixed ^ (mixed >> 29)) * 0xBF58476D1CE4E5B9 >> 33) & (slots.Length - 1);
        }
    }

    internal enum EntryState : byte
    {
        UnderWay,
        DeliveredLate,
        Delivered,
        DeliveredByBook,
        Returned,
        Forfeited,
    }

    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    internal struct Entry(in TokenRecord token, EntryState state, int chain)
    {
        public readonly PurseId Payer = token.Payer;
        public readonly PurseId Payee = token.Payee;
        public readonly uint Counter = token.Counter;
        public readonly uint Offer = token.Offer;
        public readonly Amount Amount = token.Amount;
        public readonly int Chain = chain;
        public readonly ushort Serial = token.Serial;
        public EntryState State = state;

        public readonly TokenRecord ToRecord() => new(Payer, Payee, Counter, Offer, Amount, Serial);

        public readonly bool IsSame(in TokenRecord other) =>
            Payer == other.Payer && Counter == other.Counter && Payee == other.Payee && Offer == other.Offer && Amount == other.Amount && Serial == other.Serial;
    }
}
