using System.Runtime.CompilerServices;

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

    /// <summary>The words of a block for each.</summary>
    public readonly ulong* A;
    public readonly ulong* B;
    public readonly ulong* C;
    public readonly ulong* D;

    /// <summary>Of those who claim: their words for the delay, the rate and the waiting.</summary>
    public readonly ulong* DelayWord;
    public readonly ulong* RateWord;
    public readonly ulong* ReadyWord;

    /// <summary>The winners' places in the draw.</summary>
    public readonly int* Winner;

    /// <summary>Of those who shop: mean gap between occasions, shopping time so far, and what may be left in the packet.</summary>
    public readonly ulong* Gap;
    public readonly long* Units;
    public readonly long* LeftFen;

    private const int Columns = 13;
    private const int Distance = Length + 24; // else one place of all columns would fall on the same lines of the nearest cache

    private readonly ulong[] _room = GC.AllocateUninitializedArray<ulong>(Columns * Distance, pinned: true);

    public LifeColumns()
    {
        var next = (ulong*)Unsafe.AsPointer(ref _room[0]);
        Key0 = Take(ref next);
        Key1 = Take(ref next);
        A = Take(ref next);
        B = Take(ref next);
        C = Take(ref next);
        D = Take(ref next);
        DelayWord = Take(ref next);
        RateWord = Take(ref next);
        ReadyWord = Take(ref next);
        Winner = (int*)Take(ref next);
        Gap = Take(ref next);
        Units = (long*)Take(ref next);
        LeftFen = (long*)Take(ref next);
    }

    /// <summary>The first places of a column.</summary>
    public static Span<ulong> First(int count, ulong* column) => new(column, count);

    private static ulong* Take(ref ulong* next)
    {
        var column = next;
        next += Distance;
        return column;
    }
}
