using System.Numerics;

namespace DcepSim.Ledger;

/// <summary>
/// All holds that are neither posted, voided nor expired: found by the sequence that made them, and by who is due first.
/// </summary>
/// <remarks>Bounded by the stated capacity. Adding and removing cost the logarithm of the number of holds; finding costs one or two memory
/// accesses.</remarks>
internal sealed unsafe class HoldTable : IDisposable
{
    private const int None = -1;
    private readonly NativeArray<HoldRecord> _records;
    private readonly NativeArray<int> _places;
    private readonly NativeArray<int> _order;
    private readonly int _capacity;
    private readonly int _placesMask;
    private int _free = None;
    private int _touched;

    public HoldTable(int capacity)
    {
        _capacity = capacity;
        _records = NativeArray<HoldRecord>.Uninitialized(Math.Max(1, capacity));
        _order = NativeArray<int>.Uninitialized(Math.Max(1, capacity));
        var places = (int)BitOperations.RoundUpToPowerOf2(2u * (uint)Math.Max(1, capacity));
        _places = NativeArray<int>.Zeroed(places);
        _placesMask = places - 1;
    }

    public int Count { get; private set; }

    public bool IsFull => Count == _capacity;

    /// <summary>The hold that a sequence made; null when there is none.</summary>
    public HoldRecord* Find(long sequence)
    {
        for (var i = Home(sequence); _places.First[i] != 0; i = (i + 1) & _placesMask)
        {
            var record = _records.First.Pointer + (_places.First[i] - 1);
            if (record->Sequence == sequence)
                return record;
        }

        return null;
    }

    /// <summary>The hold that is due first, the earlier made where two are due together; null when there is none.</summary>
    public HoldRecord* First => Count == 0 ? null : _records.First.Pointer + _order.First[0];

    /// <summary>A place among the holds in the order of their table, for a pass over all of them.</summary>
    public HoldRecord* InOrder(int index) => _records.First.Pointer + _order.First[index];

    /// <summary>Adds a hold for which there is room.</summary>
    public void Add(in HoldRecord hold)
    {
        var slot = _free;
        if (slot == None)
            slot = _touched++;
        else
            _free = _records.First[slot].Order;
        _records.First[slot] = hold;
        var place = Home(hold.Sequence);
        while (_places.First[place] != 0)
            place = (place + 1) & _placesMask;
        _places.First[place] = slot + 1;
        RiseFrom(Count++, slot);
    }

    public void Remove(HoldRecord* hold)
    {
        var slot = (int)(hold - _records.First.Pointer);
        RemovePlace(hold->Sequence);
        var hole = hold->Order;
        var last = _order.First[--Count];
        if (last != slot)
        {
            if (hole > 0 && IsBefore(last, _order.First[(hole - 1) / 2]))
                RiseFrom(hole, last);
            else
                SinkFrom(hole, last);
        }

        hold->Sequence = 0;
        hold->Order = _free;
        _free = slot;
    }

    public void Clear()
    {
        if (_touched == 0)
            return;
        Count = 0;
        _free = None;
        _touched = 0;
        _places.Clear();
    }

    public void Dispose()
    {
        _records.Dispose();
        _places.Dispose();
        _order.Dispose();
    }

    private void RiseFrom(int index, int slot)
    {
        while (index > 0)
        {
            var parent = (index - 1) / 2;
            if (!IsBefore(slot, _order.First[parent]))
                break;
            Put(index, _order.First[parent]);
            index = parent;
        }

        Put(index, slot);
    }

    private void SinkFrom(int index, int slot)
    {
        while (true)
        {
            var child = (2 * index) + 1;
            if (child >= Count)
                break;
            if (child + 1 < Count && IsBefore(_order.First[child + 1], _order.First[child]))
                child++;
            if (!IsBefore(_order.First[child], slot))
                break;
            Put(index, _order.First[child]);
            index = child;
        }

        Put(index, slot);
    }

    private void Put(int index, int slot)
    {
        _order.First[index] = slot;
        _records.First[slot].Order = index;
    }

    private bool IsBefore(int slot, int other)
    {
        var left = _records.First.Pointer + slot;
        var right = _records.First.Pointer + other;
        return left->Due < right->Due || (left->Due == right->Due && left->Sequence < right->Sequence);
    }

    private void RemovePlace(long sequence)
    {
        var hole = Home(sequence);
        while (_records.First[_places.First[hole] - 1].Sequence != sequence)
            hole = (hole + 1) & _placesMask;
        for (var next = (hole + 1) & _placesMask; _places.First[next] != 0; next = (next + 1) & _placesMask)
        {
            var home = Home(_records.First[_places.First[next] - 1].Sequence);
            if (((next - home) & _placesMask) < ((next - hole) & _placesMask))
                continue;
            _places.First[hole] = _places.First[next];
            hole = next;
        }

        _places.First[hole] = 0;
    }

    // Sequences are dense and nobody chooses them: a multiplication spreads them well enough.
    private int Home(long sequence) => (int)(unchecked((ulong)sequence * 0x9E3779B97F4A7C15UL) >> 33) & _placesMask;
}
