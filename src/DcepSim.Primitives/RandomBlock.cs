using System.Runtime.CompilerServices;

namespace DcepSim;

/// <summary>Four 64-bit words of keyed chance: one block of Philox4x64-10 (Salmon and others, SC 2011).</summary>
/// <remarks><c>default</c> is four zero words. Immutable and safe to share.</remarks>
/// <param name="A">Word 0.</param>
/// <param name="B">Word 1.</param>
/// <param name="C">Word 2.</param>
/// <param name="D">Word 3.</param>
public readonly record struct RandomBlock(ulong A, ulong B, ulong C, ulong D)
{
    internal const ulong MultiplierA = 0xD2E7470EE14C6C93;
    internal const ulong MultiplierB = 0xCA5A826395121157;
    internal const ulong WeylA = 0x9E3779B97F4A7C15; // golden ratio
    internal const ulong WeylB = 0xBB67AE8584CAA73B; // square root of 3, minus 1

    /// <summary>The word at an index.</summary>
    /// <param name="index">Only the lowest two bits count.</param>
    public ulong this[int index] => (index & 3) switch { 0 => A, 1 => B, 2 => C, _ => D };

    /// <summary>The block that Philox4x64-10 gives for a counter under a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static RandomBlock Philox(ulong counter0, ulong counter1, ulong counter2, ulong counter3, ulong key0, ulong key1)
    {
        // Ten rounds written out: as a loop they take half as long again.
        var block = Round(counter0, counter1, counter2, counter3, key0, key1, 0);
        block = Round(block.A, block.B, block.C, block.D, key0, key1, 1);
        block = Round(block.A, block.B, block.C, block.D, key0, key1, 2);
        block = Round(block.A, block.B, block.C, block.D, key0, key1, 3);
        block = Round(block.A, block.B, block.C, block.D, key0, key1, 4);
        block = Round(block.A, block.B, block.C, block.D, key0, key1, 5);
        block = Round(block.A, block.B, block.C, block.D, key0, key1, 6);
        block = Round(block.A, block.B, block.C, block.D, key0, key1, 7);
        block = Round(block.A, block.B, block.C, block.D, key0, key1, 8);
        return Round(block.A, block.B, block.C, block.D, key0, key1, 9);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static RandomBlock Round(ulong a, ulong b, ulong c, ulong d, ulong key0, ulong key1, ulong number)
    {
        unchecked // a cipher: its additions are modulo 2^64 by definition
        {
            var highA = WideProducts.Multiply(MultiplierA, a, out var lowA);
            var highC = WideProducts.Multiply(MultiplierB, c, out var lowC);
            return new(highC ^ b ^ (key0 + (number * WeylA)), lowC, highA ^ d ^ (key1 + (number * WeylB)), lowA);
        }
    }
}
