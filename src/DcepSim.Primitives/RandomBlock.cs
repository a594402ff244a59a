using System.Runtime.CompilerServices;

namespace DcepSim;

/// <summary>Four 64-bit words of keyed chance: one block of Philox4x64-10 (Salmon and others, SC 2011).</summary>
/// <param name="A">Word 0.</param>
/// <param name="B">Word 1.</param>
/// <param name="C">Word 2.</param>
/// <param name="D">Word 3.</param>
public readonly record struct RandomBlock(ulong A, ulong B, ulong C, ulong D)
{
    private const int Rounds = 10;
    private const ulong MultiplierA = 0xD2E7470EE14C6C93;
    private const ulong MultiplierB = 0xCA5A826395121157;
    private const ulong WeylA = 0x9E3779B97F4A7C15; // golden ratio
    private const ulong WeylB = 0xBB67AE8584CAA73B; // square root of 3, minus 1

    /// <summary>The word at an index.</summary>
    /// <param name="index">Only the lowest two bits count.</param>
    public ulong this[int index] => (index & 3) switch { 0 => A, 1 => B, 2 => C, _ => D };

    /// <summary>The block that Philox4x64-10 gives for a counter under a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static RandomBlock Philox(ulong counter0, ulong counter1, ulong counter2, ulong counter3, ulong key0, ulong key1)
    {
        unchecked // a cipher: its additions are modulo 2^64 by definition
        {
            for (var round = 0; round < Rounds; round++)
            {
                var highA = Math.BigMul(MultiplierA, counter0, out var lowA);
                var highB = Math.BigMul(MultiplierB, counter2, out var lowB);
                counter0 = highB ^ counter1 ^ key0;
                counter1 = lowB;
                counter2 = highA ^ counter3 ^ key1;
                counter3 = lowA;
                key0 += WeylA;
                key1 += WeylB;
            }
        }

        return new(counter0, counter1, counter2, counter3);
    }
}
