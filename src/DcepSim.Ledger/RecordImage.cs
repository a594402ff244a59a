using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DcepSim.Ledger;

/// <summary>
/// The records of a table as they were at one moment, copied while they change: whoever changes one keeps what it was first, the others are
/// copied a few at a time.
/// </summary>
/// <remarks>Between two snapshots all records bear the mark of the last one, so that changing a record costs a comparison in a cache line
/// that is at hand anyway. Not safe for use by several threads at once.</remarks>
internal sealed unsafe class RecordImage<T>(NativeView<T> records)
    where T : unmanaged, IMarkedRecord
{
    private const int RecordBytes = 64;
    private static readonly Vector512<byte> Unmarked = AllButTheMark();
    private byte _mark;
    private T* _copies;
    private long _next;
    private long _end;

    /// <summary>The mark of a new record, which the snapshot under way shall not have.</summary>
    public byte Mark => _mark;

    /// <summary>Begins an image of the records in a range.</summary>
    /// <param name="copies">Takes them, the first of the range first.</param>
    /// <param name="first">The first of the range.</param>
    /// <param name="count">How many there are. All of them bear <see cref="Mark"/>.</param>
    public void Begin(T* copies, long first, long count)
    {
        _mark ^= 1;
        _copies = copies - first;
        _next = first;
        _end = first + count;
    }

    /// <summary>Keeps what a record was, before it is changed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void BeforeChange(ref T record)
    {
        if (record.Mark != _mark)
            KeepFirst(ref record);
    }

    /// <summary>As <see cref="BeforeChange(ref T)"/>, without a call, for a loop that knows the record's place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void BeforeChange(ref T record, long index)
    {
        if (record.Mark != _mark)
            Keep(ref record, index);
    }

    /// <summary>Copies on.</summary>
    /// <param name="budget">How many records may be looked at; less by those that were.</param>
    /// <returns>Whether all are there.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // else compiled a second time amid the first snapshot, which its book stands still for
    public bool Continue(ref long budget)
    {
        var end = _next + Math.Min(_end - _next, budget);
        budget -= end - _next;
        for (; _next < end; _next++)
        {
            ref var record = ref records[_next];
            if (record.Mark != _mark)
                Keep(ref record, _next);
        }

        return _next == _end;
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // rare
    private void KeepFirst(ref T record) => Keep(ref record, (T*)Unsafe.AsPointer(ref record) - records.Pointer);

    // Past the caches: nobody reads a copy before all are there, and to fetch its line first would take longer than all the rest.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Keep(ref T record, long index)
    {
        var bytes = Vector512.LoadUnsafe(ref Unsafe.As<T, byte>(ref record)) & Unmarked;
        var copy = (byte*)(_copies + index);
        if (((nuint)copy & (RecordBytes - 1)) == 0)
            bytes.StoreAlignedNonTemporal(copy);
        else
            bytes.Store(copy);
        record.Mark = _mark;
    }

    private static Vector512<byte> AllButTheMark()
    {
        if (sizeof(T) != RecordBytes)
            throw new NotSupportedException($"A record of {sizeof(T)} bytes is not a cache line of {RecordBytes}.");
        var mark = new T { Mark = byte.MaxValue };
        return ~Vector512.LoadUnsafe(ref Unsafe.As<T, byte>(ref mark));
    }
}
