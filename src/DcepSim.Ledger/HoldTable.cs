using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace DcepSim.Ledger;

/// <summary>
/// All holds that are neither posted, voided nor expired: found by the sequence that made them, and by who is due first.
/// </summary>
/// <remarks>Bounded by the stated capacity. Finding costs two memory accesses, both of which can be asked for ahead.</remarks>
internal sealed unsafe class HoldTable : IDisposable
{
    private const int None = HoldLines.None;
    private readonly NativeArray<HoldRecord> _records;
    private readonly NativeArray<Place> _placesMemory;
    private readonly NativeView<Place> _places;
    private readonly HoldLines _lines;
    private readonly int _capacity;
    private readonly int _placesMask;
    private int _free = None;

    public HoldTable(int capacity)
    {
        _capacity = capacity;
        _records = NativeArray<HoldRecord>.Uninitialized(Math.Max(1, capacity));
        First = _records.First;
        _lines = new(First);
        Image = new(First);
        var places = (int)BitOperations.RoundUpToPowerOf2(2u * (uint)Math.Max(1, capacity));
        _placesMemory = NativeArray<Place>.Zeroed(places);
        _places = _placesMemory.First;
        _placesMask = places - 1;
    }

    /// <summary>The records, free ones among them, up to <see cref="Touched"/>.</summary>
    public NativeView<HoldRecord> First { get; }

    /// <summary>What a snapshot has of them.</summary>
    public RecordImage<HoldRecord> Image { get; }

    public int Count { get; private set; }

    /// <summary>How many records were ever in use.</summary>
    public int Touched { get; private set; }

    public bool IsFull => Count == _capacity;

    /// <summary>Takes memory from the system for all records, and for finding them.</summary>
    public void Fetch()
    {
        _records.Fetch(0, _records.Length);
        _placesMemory.Fetch(0, _placesMemory.Length);
    }

    /// <summary>The hold that is due first, the earlier made where two are due together; null when there is none.</summary>
    public HoldRecord* DueFirst => _lines.First == None ? null : First.Pointer + _lines.First;

    /// <summary>The hold that a sequence made; null when there is none.</summary>
    public HoldRecord* Find(long sequence)
    {
        for (var i = Home(Low(sequence)); _places[i].Slot != 0; i = (i + 1) & _placesMask)
        {
            if (_places[i].Low != Low(sequence))
                continue;
            var record = First.Pointer + (_places[i].Slot - 1);
            if (record->Sequence == sequence)
                return record;
        }

        return null;
    }

    /// <summary>Asks the processor to have at hand soon what tells the place of a hold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PrefetchPlace(long sequence)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref _places[Home(Low(sequence))]));
    }

    /// <summary>Asks the processor to have a hold itself at hand soon; a place taken by another asks for that one, which harms nobody.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PrefetchRecord(long sequence)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref First[_places[Home(Low(sequence))].Slot - 1L]));
    }

    /// <summary>Adds a hold for which there is room; none is made before one that is there.</summary>
    public void Add(in HoldRecord hold)
    {
        var slot = _free;
        if (slot == None)
        {
            slot = Touched++;
            First[slot].Mark = Image.Mark;
        }

        ref var record = ref Take(slot, hold);
        Enter(record.Sequence, slot);
        _lines.Add(slot);
    }

    /// <summary>Undoes the latest removal that was not undone.</summary>
    public void PutBack(in HoldRecord hold)
    {
        var slot = _free;
        ref var record = ref Take(slot, hold);
        Enter(record.Sequence, slot);
        _lines.PutBack(slot);
    }

    public void Remove(HoldRecord* hold)
    {
        var slot = (int)(hold - First.Pointer);
        Image.BeforeChange(ref *hold);
        RemovePlace(Low(hold->Sequence), slot);
        _lines.Remove(slot);
        hold->Sequence = 0;
        hold->Later = _free;
        _free = slot;
        Count--;
    }

    public void Clear()
    {
        if (Touched == 0)
            return;
        Count = 0;
        _free = None;
        Touched = 0;
        _placesMemory.Clear();
        _lines.Clear();
    }

    public void Dispose()
    {
        _records.Dispose();
        _placesMemory.Dispose();
    }

    private ref HoldRecord Take(int slot, in HoldRecord hold)
    {
        ref var record = ref First[slot];
        Image.BeforeChange(ref record);
        if (slot == _free)
            _free = record.Later;
        record = hold;
        record.Mark = Image.Mark;
        Count++;
        return ref record;
    }

    private void Enter(long sequence, int slot)
    {
        var place = Home(Low(sequence));
        while (_places[place].Slot != 0)
            place = (place + 1) & _placesMask;
        _places[place] = new() { Low = Low(sequence), Slot = slot + 1 };
    }

    private void RemovePlace(uint low, int slot)
    {
        var hole = Home(low);
        while (_places[hole].Slot != slot + 1)
            hole = (hole + 1) & _placesMask;
        for (var next = (hole + 1) & _placesMask; _places[next].Slot != 0; next = (next + 1) & _placesMask)
        {
            var home = Home(_places[next].Low);
            if (((next - home) & _placesMask) < ((next - hole) & _placesMask))
                continue;
            _places[hole] = _places[next];
            hole = next;
        }

        _places[hole] = default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Low(long sequence) => unchecked((uint)sequence); // the rest is compared where it matters

    // Sequences are dense and nobody chooses them: a multiplication spreads them well enough. 32 of them share the eight places of a cache
    // line, for holds are made, and often ended, one soon after another.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Home(uint low) => unchecked((int)(((low >> 5) * 0x9E3779B97F4A7C15UL >> 36 << 3) | ((low >> 2) & 7)) & _placesMask);

    private struct Place
    {
        public uint Low;

        /// <summary>Where the record is, from 1; 0 for none.</summary>
        public int Slot;
    }
}
