using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DcepSim.Simulation.Agents;

/// <summary>Room for the lives that are told side by side, a column for each thing known of them. Used by one thread at a time.</summary>
/// <remarks>What goes in stands in arrays; the other columns are addresses in one pinned array: who goes through many of them at once keeps them
/// in registers, and has made sure that there are at most <see cref="Length"/> lives. Good for as long as this is.</remarks>
internal sealed unsafe class LifeColumns
{
    /// <summary>How many lives are told side by side: as many as the nearer caches hold.</summary>
    public const int Length = 512;

    /// <summary>Whose lives are told, by number among the applicants, and what each may come to spend from packets.</summary>
    public readonly ulong[] Numbers = new ulong[Length];
    public readonly long[] MostFen = new long[Length];

    /// <summary>The people's keys, in two halves.</summary>
    public readonly ulong* Key0;
    public readonly ulong* Key1;

    /// <summary>The words of a block for each, and what is made of them.</summary>
    public readonly ulong* A;
    public readonly ulong* B;
    public readonly ulong* C;
    public readonly ulong* D;

    /// <summary>Of those who claim: their words for the delay, the rate and the waiting, and what is made of them.</summary>
    public readonly ulong* Delay;
    public readonly ulong* Rate;
    public readonly ulong* ReadyWord;

    /// <summary>The winners' places in the draw.</summary>
    public readonly ulong* Winner;

    /// <summary>Of those who shop: mean gap between occasions, shopping time so far, and what may be left in the packet.</summary>
    public readonly ulong* Gap;
    public readonly ulong* Units;
    public readonly ulong* LeftFen;

    /// <summary>Who stays: all bits set, or none.</summary>
    public readonly ulong* Stays;

    private const int Columns = 15;
    private const int Distance = Length + 24; // else one place of all columns would fall on the same lines of the nearest cache

    // For each way in which some of four stay: which halves of words come to the front.
    private readonly ulong* _toFront;

    private readonly ulong[] _room = GC.AllocateUninitializedArray<ulong>(Columns * Distance, pinned: true);

    public LifeColumns()
    {
        var next = (ulong*)Unsafe.AsPointer(ref _room[0]);
        Delay = Take(ref next); // from here on in the order in which they are moved together
        Rate = Take(ref next);
        ReadyWord = Take(ref next);
        Key0 = Take(ref next);
        Key1 = Take(ref next);
        Winner = Take(ref next);
        LeftFen = Take(ref next);
        Gap = Take(ref next);
        Units = Take(ref next);
        B = Take(ref next);
        C = Take(ref next);
        D = Take(ref next);
        A = Take(ref next);
        Stays = Take(ref next);
        _toFront = Take(ref next);
        FillToFront();
    }

    /// <summary>The first places of a column.</summary>
    public static Span<ulong> First(int count, ulong* column) => new(column, count);

    /// <summary>The same of a column of signed numbers.</summary>
    public static Span<long> Signed(int count, ulong* column) => new(column, count);

    /// <summary>Moves those who claim to the front of what is known of them: key, place, packet and words.</summary>
    /// <param name="count">How many there are.</param>
    /// <returns>How many stay.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int KeepClaimants(int count) => Keep(count, Delay, 7);

    /// <summary>Moves those who go on shopping to the front of what is known of them: key, place, packet, gap and time.</summary>
    /// <param name="count">How many there are.</param>
    /// <returns>How many stay.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int KeepShoppers(int count) => Keep(count, Key0, 6);

    /// <summary>The same, with their words for a purchase.</summary>
    /// <param name="count">How many there are.</param>
    /// <returns>How many stay.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int KeepBuyers(int count) => Keep(count, Key0, 9);

    // The columns follow each other: in machine code one address reaches them all. How many is a constant where this is inlined.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Keep(int count, ulong* first, int columns)
    {
        unchecked // places in a column
        {
            var (kept, life) = (0, 0);
            if (Avx512F.IsSupported)
            {
                for (; life <= count - Vector512<ulong>.Count; life += Vector512<ulong>.Count)
                {
                    var stays = Vector512.Load(Stays + life);
                    ToFront(first + life, first + kept, columns, stays);
                    kept += BitOperations.PopCount(stays.ExtractMostSignificantBits());
                }
            }
            else if (Avx2.IsSupported)
            {
                for (; life <= count - Vector256<ulong>.Count; life += Vector256<ulong>.Count)
                {
                    var stays = Vector256.Load(Stays + life).ExtractMostSignificantBits();
                    ToFront(first + life, first + kept, columns, OrderOf(stays));
                    kept += BitOperations.PopCount(stays);
                }
            }

            for (; life < count; life++)
            {
                for (var column = 0; column < columns; column++)
                    first[column * Distance + kept] = first[column * Distance + life];
                kept += (int)(Stays[life] & 1);
            }

            return kept;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ToFront(ulong* from, ulong* to, int columns, Vector512<ulong> stays)
    {
        unchecked // addresses of columns
        {
            ToFront(from, to, stays);
            ToFront(from + Distance, to + Distance, stays);
            ToFront(from + (2 * Distance), to + (2 * Distance), stays);
            ToFront(from + (3 * Distance), to + (3 * Distance), stays);
            ToFront(from + (4 * Distance), to + (4 * Distance), stays);
            ToFront(from + (5 * Distance), to + (5 * Distance), stays);
            if (columns <= 6)
                return;
            ToFront(from + (6 * Distance), to + (6 * Distance), stays);
            if (columns <= 7)
                return;
            ToFront(from + (7 * Distance), to + (7 * Distance), stays);
            ToFront(from + (8 * Distance), to + (8 * Distance), stays);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ToFront(ulong* from, ulong* to, int columns, Vector256<int> order)
    {
        unchecked // addresses of columns
        {
            ToFront(from, to, order);
            ToFront(from + Distance, to + Distance, order);
            ToFront(from + (2 * Distance), to + (2 * Distance), order);
            ToFront(from + (3 * Distance), to + (3 * Distance), order);
            ToFront(from + (4 * Distance), to + (4 * Distance), order);
            ToFront(from + (5 * Distance), to + (5 * Distance), order);
            if (columns <= 6)
                return;
            ToFront(from + (6 * Distance), to + (6 * Distance), order);
            if (columns <= 7)
                return;
            ToFront(from + (7 * Distance), to + (7 * Distance), order);
            ToFront(from + (8 * Distance), to + (8 * Distance), order);
        }
    }

    // What is written beyond those who stay has been read before.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ToFront(ulong* from, ulong* to, Vector512<ulong> stays) =>
        Avx512F.Compress(Vector512<ulong>.Zero, stays, Vector512.Load(from)).Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ToFront(ulong* from, ulong* to, Vector256<int> order) =>
        Avx2.PermuteVar8x32(Vector256.Load(from).AsInt32(), order).AsUInt64().Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<int> OrderOf(uint stays) => unchecked(Vector256.Load(_toFront + (stays * (uint)Vector256<ulong>.Count)).AsInt32());

    private void FillToFront()
    {
        for (var stays = 0; stays < 1 << Vector256<ulong>.Count; stays++)
        {
            var order = new Span<ulong>(_toFront + (stays * Vector256<ulong>.Count), Vector256<ulong>.Count);
            order.Clear();
            var kept = 0;
            for (var lane = 0UL; lane < (ulong)Vector256<ulong>.Count; lane++)
            {
                if ((stays >> (int)lane & 1) != 0)
                    order[kept++] = (2 * lane) | ((2 * lane + 1) << 32);
            }
        }
    }

    private static ulong* Take(ref ulong* next)
    {
        var column = next;
        next += Distance;
        return column;
    }
}
