using BenchmarkDotNet.Attributes;
using DcepSim.Statistics.Sampling;

namespace DcepSim.Benchmarks;

/// <summary>Keyed chance: a word by its index, four at once, in a row, and a child's.</summary>
public class ChanceBenchmarks
{
    private const int Words = 4_096;
    private readonly RandomKey _key = RandomKey.FromSeed(1);

    [Benchmark(Baseline = true, OperationsPerInvoke = Words)]
    public ulong WordByIndex()
    {
        var sum = 0UL;
        for (var i = 0UL; i < Words; i++)
            sum ^= _key.Word(i);
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Words)]
    public ulong WordOfBlock()
    {
        var sum = 0UL;
        for (var i = 0UL; i < Words / 4; i++)
        {
            var block = _key.Block(i);
            sum ^= block.A ^ block.B ^ block.C ^ block.D;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Words)]
    public ulong WordInARow()
    {
        var words = new KeyedWords(_key);
        var sum = 0UL;
        for (var i = 0; i < Words; i++)
            sum ^= words.Next();
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Words)]
    public ulong NumberBelow()
    {
        var sum = 0UL;
        for (var i = 0UL; i < Words; i++)
            sum ^= _key.Below(i, 1_000_003);
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Words)]
    public ulong WordOfChild()
    {
        var sum = 0UL;
        for (var i = 0UL; i < Words; i++)
            sum ^= _key.Child(i).Word(0);
        return sum;
    }
}
