using System.Runtime.CompilerServices;

namespace DcepSim.Cli.Benching;

/// <summary>The chance of one caller's transfers, four words for each place, as cheap as may be: it is made while the clock runs.</summary>
/// <remarks>Still a pure function of key and place. Four places share a block of keyed chance, and three of a place's four words are mixed from its
/// one: enough for a load, not for statistics. Places next to each other are made together, for a processor works on several blocks at a
/// time. Not safe for use by several threads at once.</remarks>
internal sealed class BenchChance(RandomKey key)
{
    private const int Ahead = 64;
    private const int PlacesPerBlock = 4;
    private readonly ulong[] _words = new ulong[Ahead];
    private ulong _from = ulong.MaxValue;

    /// <summary>The words of a place, which may lie before the latest one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public RandomBlock At(ulong place)
    {
        var from = place / Ahead * Ahead;
        if (from == _from)
            return Widen(_words[place % Ahead]);
        return from > _from || _from == ulong.MaxValue ? Widen(MakeAhead(place, from)) : Widen(key.Block(place / PlacesPerBlock)[(int)(place % PlacesPerBlock)]);
    }

    private ulong MakeAhead(ulong place, ulong from)
    {
        _from = from;
        for (var i = 0; i < Ahead; i += PlacesPerBlock)
        {
            var block = key.Block((from + (ulong)i) / PlacesPerBlock);
            (_words[i], _words[i + 1], _words[i + 2], _words[i + 3]) = (block.A, block.B, block.C, block.D);
        }

        return _words[place % Ahead];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static RandomBlock Widen(ulong word)
    {
        unchecked // mixing functions: modulo 2^64 by definition
        {
            var folded = word ^ (word >> 32);
            return new(word, Fold(folded * 0xD6E8FEB86659FD93), Fold(folded * 0xA0761D6478BD642F), Fold((word >> 32) * 0xE7037ED1A0B428DB));
        }
    }

    private static ulong Fold(ulong word) => word ^ (word >> 32);
}
