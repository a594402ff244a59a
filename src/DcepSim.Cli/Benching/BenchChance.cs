using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DcepSim.Cli.Benching;

/// <summary>The chance of one caller's transfers, four words for each place, as cheap as may be: it is made while the clock runs.</summary>
/// <remarks>A pure function of key and place. A place's word is mixed from its number and the key, and its other three words from that one: enough for
/// a load, not for statistics.</remarks>
internal sealed class BenchChance(RandomKey key)
{
    private readonly ulong _start = key.Block(0).A;
    private readonly ulong _step = key.Block(0).B | 1; // odd: no two places share a word

    /// <summary>The words of a place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public RandomBlock At(ulong place)
    {
        unchecked // mixing functions: modulo 2^64 by definition
        {
            var word = _start + (place * _step);
            word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9;
            word = (word ^ (word >> 27)) * 0x94D049BB133111EB;
            word ^= word >> 31;
            var folded = word ^ (word >> 32);
            return new(word, Fold(folded * 0xD6E8FEB86659FD93), Fold(folded * 0xA0761D6478BD642F), Fold((word >> 32) * 0xE7037ED1A0B428DB));
        }
    }

    /// <summary>The words of eight places, side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (Vector512<ulong> A, Vector512<ulong> B, Vector512<ulong> C, Vector512<ulong> D) At(Vector512<ulong> places)
    {
        var word = Vector512.Create(_start) + (places * _step);
        word = (word ^ (word >>> 30)) * 0xBF58476D1CE4E5B9;
        word = (word ^ (word >>> 27)) * 0x94D049BB133111EB;
        word ^= word >>> 31;
        var folded = word ^ (word >>> 32);
        return (word, Fold(folded * 0xD6E8FEB86659FD93), Fold(folded * 0xA0761D6478BD642F), Fold((word >>> 32) * 0xE7037ED1A0B428DB));
    }

    private static ulong Fold(ulong word) => word ^ (word >> 32);

    private static Vector512<ulong> Fold(Vector512<ulong> word) => word ^ (word >>> 32);
}
