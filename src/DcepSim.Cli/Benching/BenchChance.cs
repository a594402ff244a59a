using System.Runtime.CompilerServices;

namespace DcepSim.Cli.Benching;

/// <summary>The chance of one caller's transfers, four words for each place, as cheap as may be: it is made while the clock runs.</summary>
/// <remarks>Still a pure function of key and place. Two places share a block of keyed chance, and two of a place's four words are mixed from the
/// other two: enough for a load, not for statistics. Places next to each other are made together, for a processor works on several blocks at a
/// time. Not safe for use by several threads at once.</remarks>
internal sealed class BenchChance(RandomKey key)
{
    private const int Ahead = 64;
    private readonly RandomBlock[] _words = new RandomBlock[Ahead];
    private ulong _from = ulong.MaxValue;

    /// <summary>The words of a place, which may lie before the latest one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public RandomBlock At(ulong place)
    {
        var from = place / Ahead * Ahead;
        if (from == _from)
            return _words[place % Ahead];
        return from > _from || _from == ulong.MaxValue ? MakeAhead(place, from) : Make(key.Block(place >> 1), place);
    }

    private RandomBlock MakeAhead(ulong place, ulong from)
    {
        _from = from;
        for (var i = 0; i < Ahead; i += 2)
        {
            var pair = key.Block((from + (ulong)i) >> 1);
            _words[i] = Widen(pair.A, pair.B);
            _words[i + 1] = Widen(pair.C, pair.D);
        }

        return _words[place % Ahead];
    }

    private static RandomBlock Make(in RandomBlock pair, ulong place) => (place & 1) == 0 ? Widen(pair.A, pair.B) : Widen(pair.C, pair.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static RandomBlock Widen(ulong a, ulong b) => new(a, b, Mix(a), Mix(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong word)
    {
        unchecked // a mixing function: modulo 2^64 by definition
        {
            var mixed = (word ^ (word >> 32)) * 0xD6E8FEB86659FD93UL;
            return mixed ^ (mixed >> 32);
        }
    }
}
