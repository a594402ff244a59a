namespace DcepSim.Simulation.Agents;

/// <summary>Room for the lives that are told side by side, a column for each thing known of them. Used by one thread at a time.</summary>
internal sealed class LifeColumns
{
    /// <summary>How many lives are told side by side: as many as the nearer caches hold.</summary>
    public const int Length = 512;

    public readonly ulong[] Numbers = new ulong[Length];
    public readonly long[] MostFen = new long[Length];

    /// <summary>The people's keys, in two halves.</summary>
    public readonly ulong[] Key0 = new ulong[Length];
    public readonly ulong[] Key1 = new ulong[Length];

    /// <summary>The words of a block for each.</summary>
    public readonly ulong[] A = new ulong[Length];
    public readonly ulong[] B = new ulong[Length];
    public readonly ulong[] C = new ulong[Length];
    public readonly ulong[] D = new ulong[Length];

    /// <summary>Of those who claim: their words for the delay, the rate and the waiting.</summary>
    public readonly ulong[] DelayWord = new ulong[Length];
    public readonly ulong[] RateWord = new ulong[Length];
    public readonly ulong[] ReadyWord = new ulong[Length];

    /// <summary>The winners' places in the draw.</summary>
    public readonly int[] Winner = new int[Length];

    /// <summary>Of those who shop: mean gap between occasions, shopping time so far, and what may be left in the packet.</summary>
    public readonly ulong[] Gap = new ulong[Length];
    public readonly long[] Units = new long[Length];
    public readonly long[] LeftFen = new long[Length];
}
