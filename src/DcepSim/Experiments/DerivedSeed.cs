namespace DcepSim.Experiments;

/// <summary>Seeds that grow from a seed: chance of its own for each purpose of a study.</summary>
internal static class DerivedSeed
{
    public static long Of(long seed, string purpose, int index = 0) => unchecked((long)RandomKey.FromSeed(seed).Child(purpose).Word((ulong)index)); // unchecked: any 64 bits are a seed
}
