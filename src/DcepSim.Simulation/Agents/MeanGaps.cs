using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DcepSim.Simulation.Agents;

/// <summary>Mean gaps for many people side by side: the same as <see cref="MeanGap"/> gives one by one, quicker where the processor has wide vectors.</summary>
internal static unsafe class MeanGaps
{
    private const double NumbersFrom = 1L << 52;
    private const double FourGuessMax = 1L << 50;

    /// <summary>The mean gap of each; endless where the rate is zero or less.</summary>
    /// <param name="unitsAtRateOne">Of a person of rate 1, in units, below 2^63.</param>
    /// <param name="rates">Their rates.</param>
    /// <param name="gaps">Takes the gaps; may be the same memory.</param>
    public static void Of(long unitsAtRateOne, ReadOnlySpan<long> rates, Span<ulong> gaps)
    {
        RequireAsMany(rates.Length, gaps.Length);
        fixed (long* from = rates)
        fixed (ulong* to = gaps)
            Of(rates.Length, unitsAtRateOne, from, to);
    }

    /// <summary>Each gap times a draw of mean 1; see <see cref="MeanGap.Times"/>.</summary>
    /// <param name="gaps">The gaps.</param>
    /// <param name="draws">The draws; their places take the products, unsigned.</param>
    public static void Times(ReadOnlySpan<ulong> gaps, Span<ulong> draws)
    {
        RequireAsMany(gaps.Length, draws.Length);
        fixed (ulong* each = gaps, products = draws)
            Times(gaps.Length, each, products);
    }

    /// <summary>One gap times each draw of mean 1.</summary>
    /// <param name="gap">The gap.</param>
    /// <param name="draws">The draws; their places take the products, unsigned.</param>
    public static void Times(MeanGap gap, Span<ulong> draws)
    {
        fixed (ulong* products = draws)
            Times(draws.Length, gap, products);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Of(int count, long unitsAtRateOne, long* rates, ulong* gaps)
    {
        var life = 0;
        if (Avx512DQ.IsSupported)
        {
            for (; life <= count - Vector512<long>.Count; life += Vector512<long>.Count)
            {
                if (!TryWide(unitsAtRateOne, rates + life, gaps + life))
                    OneByOne(Vector512<long>.Count, unitsAtRateOne, rates + life, gaps + life);
            }
        }
        else if (Avx2.IsSupported)
        {
            for (; life <= count - Vector256<long>.Count; life += Vector256<long>.Count)
            {
                if (!TryFour(unitsAtRateOne, rates + life, gaps + life))
                    OneByOne(Vector256<long>.Count, unitsAtRateOne, rates + life, gaps + life);
            }
        }

        OneByOne(count - life, unitsAtRateOne, rates + life, gaps + life);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Times(int count, ulong* gaps, ulong* draws)
    {
        var life = 0;
        if (Avx512F.IsSupported)
        {
            for (; life <= count - Vector512<ulong>.Count; life += Vector512<ulong>.Count)
                TimesWide(Vector512.Load(gaps + life), draws + life);
        }
        else if (Avx2.IsSupported)
        {
            for (; life <= count - Vector256<ulong>.Count; life += Vector256<ulong>.Count)
                TimesFour(Vector256.Load(gaps + life), draws + life);
        }

        for (; life < count; life++)
            draws[life] = new MeanGap(gaps[life]).Times((long)draws[life]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Times(int count, MeanGap gap, ulong* draws)
    {
        var life = 0;
        if (Avx512F.IsSupported)
        {
            for (; life <= count - Vector512<ulong>.Count; life += Vector512<ulong>.Count)
                TimesWide(Vector512.Create(gap.Value), draws + life);
        }
        else if (Avx2.IsSupported)
        {
            for (; life <= count - Vector256<ulong>.Count; life += Vector256<ulong>.Count)
                TimesFour(Vector256.Create(gap.Value), draws + life);
        }

        for (; life < count; life++)
            draws[life] = gap.Times((long)draws[life]);
    }

    private static void RequireAsMany(int expected, int found)
    {
        if (expected != found)
            throw new ArgumentException($"There are {expected} places on one side and {found} on the other.");
    }

    private static void OneByOne(int count, long unitsAtRateOne, long* rates, ulong* gaps)
    {
        for (var life = 0; life < count; life++)
            gaps[life] = (rates[life] > 0 ? MeanGap.Of(unitsAtRateOne, rates[life]) : MeanGap.Endless).Value;
    }

    // Step by step what is done for one; where one of them must go the slow way, all do.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryWide(long unitsAtRateOne, long* rates, ulong* gaps)
    {
        var rate = Vector512.Load(rates);
        var divisor = Avx512DQ.ConvertToVector512Double(rate);
        var guess = Vector512.Create(unitsAtRateOne * MeanGap.Scale) / divisor;
        var isPlain = Vector512.LessThan(guess, Vector512.Create(MeanGap.GuessMax)).AsInt64()
            & Vector512.GreaterThan(rate, Vector512<long>.Zero) & Vector512.Equals(rate >>> MeanGap.RateBitsMax, Vector512<long>.Zero);
        if (!Vector512.EqualsAll(isPlain, Vector512<long>.AllBitsSet))
            return false;
        var gap = Avx512DQ.ConvertToVector512Int64WithTruncation(guess);
        var rest = Vector512.Create(unchecked(unitsAtRateOne << BehaviourTables.UnitBits)) - Avx512DQ.MultiplyLow(gap, rate);
        var more = Avx512DQ.ConvertToVector512Int64WithTruncation(Avx512DQ.ConvertToVector512Double(rest) / divisor);
        gap += more;
        rest -= Avx512DQ.MultiplyLow(more, rate);
        gap += Vector512.ShiftRightArithmetic(rest, 63);
        gap.AsUInt64().Store(gaps);
        return true;
    }

    // Without instructions that turn 64-bit numbers into floating point and back: below 2^52 they are the lower bits of 2^52 and more. A guess below
    // 2^50 is then wrong by less than one, rounding included, so that the sign of what is left says all.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryFour(long unitsAtRateOne, long* rates, ulong* gaps)
    {
        var rate = Vector256.Load(rates);
        var numbersFrom = Vector256.Create(NumbersFrom);
        var divisor = (rate | numbersFrom.AsInt64()).AsDouble() - numbersFrom;
        var guess = Vector256.Create(unitsAtRateOne * MeanGap.Scale) / divisor;
        var isPlain = Vector256.LessThan(guess, Vector256.Create(FourGuessMax)).AsInt64() & Vector256.Equals(rate >>> MeanGap.RateBitsMax, Vector256<long>.Zero);
        if (!Vector256.EqualsAll(isPlain, Vector256<long>.AllBitsSet))
            return false;
        var gap = (guess + numbersFrom).AsInt64() ^ numbersFrom.AsInt64();
        var rest = Vector256.Create(unchecked(unitsAtRateOne << BehaviourTables.UnitBits)) - (gap * rate);
        gap += Vector256.LessThan(rest, Vector256<long>.Zero);
        gap.AsUInt64().Store(gaps);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TimesFour(Vector256<ulong> gap, ulong* draws)
    {
        WideProducts.Multiply(gap, Vector256.Load(draws), out var high, out var low);
        var fits = Vector256.Equals(high >>> BehaviourTables.UnitBits, Vector256<ulong>.Zero);
        var product = (high << (64 - BehaviourTables.UnitBits)) | (low >>> BehaviourTables.UnitBits);
        (product | ~fits).Store(draws);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TimesWide(Vector512<ulong> gap, ulong* draws)
    {
        WideProducts.Multiply(gap, Vector512.Load(draws), out var high, out var low);
        var fits = Vector512.Equals(high >>> BehaviourTables.UnitBits, Vector512<ulong>.Zero);
        var product = (high << (64 - BehaviourTables.UnitBits)) | (low >>> BehaviourTables.UnitBits);
        (product | ~fits).Store(draws);
    }
}
