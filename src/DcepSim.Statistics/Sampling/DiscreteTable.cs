using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace DcepSim.Statistics.Sampling;

/// <summary>Draws one of n numbered things by weight, in one table look-up whatever n is (alias method, Walker 1977, Vose 1991), with integers alone.</summary>
/// <remarks>
/// Weights are quantised to whole parts of about 2^42; shares are exact to 2^-42 and smaller ones become zero. Cells are 8 bytes. Immutable;
/// safe to share between threads.
/// </remarks>
public sealed partial class DiscreteTable
{
    /// <summary>The greatest number of things: 2^20.</summary>
    public const int CountMax = 1 << AliasBits;

    private const int AliasBits = 20;
    private const int ThresholdBits = 64 - AliasBits;
    private const ulong AliasMask = CountMax - 1;
    private const double PartsTotal = 4398046511104.0; // 2^42: times 2^20 things it stays within 63 bits

    private readonly ulong[] _cells; // own share of the cell in the upper 44 bits, the other tenant below
    private readonly long[] _parts;
    private readonly long _partsTotal;

    private DiscreteTable(string name, long[] parts, ulong[] cells)
    {
        Name = name;
        _parts = parts;
        _partsTotal = parts.Sum();
        _cells = cells;
        Fingerprint = TableHash.Fingerprint(AppendTo);
    }

    /// <summary>What the table holds.</summary>
    public string Name { get; }

    /// <summary>How many things can be drawn: numbers 0 to Count - 1.</summary>
    public int Count => _cells.Length;

    /// <summary>SHA-256 over name and integers, in lower-case hexadecimal: equal fingerprints, equal draws.</summary>
    public string Fingerprint { get; }

    /// <summary>Builds the table of a list of weights. O(n).</summary>
    /// <param name="weights">Zero or more each, not all zero, at most <see cref="CountMax"/> of them; they need not sum to one.</param>
    /// <param name="name">What the table is called.</param>
    /// <exception cref="ArgumentException">No weights, too many, one negative or not finite, or all zero; or the name is empty.</exception>
    public static DiscreteTable FromWeights(ReadOnlySpan<double> weights, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (weights.Length is 0 or > CountMax)
            throw new ArgumentException($"Table '{name}' has {weights.Length} weights; 1 to {CountMax} are needed.", nameof(weights));
        var parts = Quantise(weights, name);
        return new(name, parts, Cells(parts));
    }

    /// <summary>Unequal popularity by rank: thing k (from 0) has weight 1 / (k + 1)^exponent.</summary>
    /// <param name="count">1 to <see cref="CountMax"/>.</param>
    /// <param name="exponent">0 gives equal weights; about 1 is Zipf's law. 0 to 10.</param>
    /// <param name="name">What the table is called.</param>
    /// <exception cref="ArgumentException">An argument is out of range.</exception>
    public static DiscreteTable Zipf(int count, double exponent, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, CountMax);
        if (!(exponent is >= 0 and <= 10))
            throw new ArgumentOutOfRangeException(nameof(exponent), exponent, "The exponent lies between 0 and 10.");
        var weights = new double[count];
        for (var k = 0; k < count; k++)
            weights[k] = Math.Pow(k + 1, -exponent);
        return FromWeights(weights, name);
    }

    /// <summary>The number drawn by a word.</summary>
    /// <param name="word">64 random bits.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Draw(ulong word)
    {
        var index = (int)WideProducts.Multiply(word, (ulong)_cells.Length, out var inside);
        return (int)Tenant((ulong)index, _cells[index], inside);
    }

    /// <summary>The share of the total that a thing has after quantisation.</summary>
    /// <param name="index">0 to Count - 1.</param>
    public double ShareOf(int index) => _parts[index] / (double)_partsTotal;

    /// <summary>Adds name and integers of the table to a hash.</summary>
    /// <param name="hash">The hash under way.</param>
    /// <exception cref="ArgumentNullException"><paramref name="hash"/> is null.</exception>
    public void AppendTo(IncrementalHash hash)
    {
        ArgumentNullException.ThrowIfNull(hash);
        TableHash.Append(hash, Name);
        TableHash.Append(hash, _cells);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Tenant(ulong index, ulong cell, ulong inside)
    {
        unchecked // a mask instead of a branch that nobody could foretell; shares are below 2^44: signs do not matter
        {
            var isOwn = (ulong)((long)((inside >> AliasBits) - (cell >> AliasBits)) >> 63);
            var other = cell & AliasMask;
            return other ^ ((other ^ index) & isOwn);
        }
    }

    private static long[] Quantise(ReadOnlySpan<double> weights, string name)
    {
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] >= 0 && double.IsFinite(weights[i])))
                throw new ArgumentException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Table '{name}': weight {i} is {weights[i]:R}; weights are finite and not negative."), nameof(weights));
            sum += weights[i];
        }

        if (!(sum > 0 && double.IsFinite(sum)))
            throw new ArgumentException($"Table '{name}': the weights sum to {sum}; a finite sum above zero is needed.", nameof(weights));
        var parts = new long[weights.Length];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = (long)Math.Round(weights[i] / sum * PartsTotal);
        return parts;
    }

    private static ulong[] Cells(long[] parts)
    {
        var (count, total) = (parts.Length, parts.Sum());
        var left = new long[count]; // a thing's weight in units in which a full cell is 'total'
        var small = new Stack<int>();
        var large = new Stack<int>();
        for (var i = count - 1; i >= 0; i--)
        {
            left[i] = parts[i] * count;
            (left[i] < total ? small : large).Push(i);
        }

        var cells = new ulong[count];
        while (small.TryPop(out var poor))
        {
            var rich = large.Peek(); // weights sum to exactly count * total: while one cell is short, another has more
            cells[poor] = Cell(left[poor], total, rich);
            left[rich] -= total - left[poor];
            if (left[rich] < total)
                small.Push(large.Pop());
        }

        foreach (var full in large)
            cells[full] = Cell(total, total, full);
        return cells;
    }

    private static ulong Cell(long own, long total, int other)
    {
        var threshold = ((UInt128)own << ThresholdBits) / (UInt128)total;
        return ((ulong)UInt128.Min(threshold, (1UL << ThresholdBits) - 1) << AliasBits) | (uint)other;
    }
}
