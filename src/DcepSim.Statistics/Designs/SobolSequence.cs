using System.Numerics;

namespace DcepSim.Statistics.Designs;

/// <summary>Sobol's low-discrepancy points (direction numbers of Joe and Kuo 2008), moved by a keyed digital shift.</summary>
/// <remarks>
/// The first 2^m points put exactly one into each of 2^m equal slices of every axis, and the shift keeps that; take a power of two of them. The
/// shift makes each point uniform, so estimates are unbiased and a few keys give an error bar. Immutable; safe to share.
/// </remarks>
public sealed class SobolSequence
{
    /// <summary>The greatest number of axes.</summary>
    public const int DimensionsMax = 40;

    /// <summary>The greatest number of points.</summary>
    public const int PointsMax = 1 << 30;

    private const int Digits = 52; // what a double holds
    private readonly ulong[][] _directions;
    private readonly ulong[] _shifts;

    /// <summary>A sequence.</summary>
    /// <param name="dimensions">1 to <see cref="DimensionsMax"/>.</param>
    /// <param name="key">Names the shift.</param>
    /// <exception cref="ArgumentOutOfRangeException">Too few or too many axes.</exception>
    public SobolSequence(int dimensions, RandomKey key)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimensions, DimensionsMax);
        _directions = new ulong[dimensions][];
        _shifts = new ulong[dimensions];
        for (var axis = 0; axis < dimensions; axis++)
        {
            _directions[axis] = Directions(axis);
            _shifts[axis] = key.Word((ulong)axis) >> (64 - Digits);
        }
    }

    /// <summary>How many axes there are.</summary>
    public int Dimensions => _directions.Length;

    /// <summary>A point of the unit cube; every coordinate lies strictly between 0 and 1.</summary>
    /// <param name="index">0 to <see cref="PointsMax"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is out of range.</exception>
    public double[] Point(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, PointsMax);
        var point = new double[Dimensions];
        for (var axis = 0; axis < point.Length; axis++)
        {
            var digits = _shifts[axis];
            for (var rest = (uint)index; rest != 0; rest &= rest - 1)
                digits ^= _directions[axis][BitOperations.TrailingZeroCount(rest)];
            point[axis] = (digits + 0.5) * Math.ScaleB(1, -Digits);
        }

        return point;
    }

    private static ulong[] Directions(int axis)
    {
        var directions = new ulong[31];
        if (axis == 0)
        {
            for (var i = 0; i < directions.Length; i++)
                directions[i] = 1UL << (Digits - 1 - i);
            return directions;
        }

        var (polynomial, first) = JoeKuo[axis - 1];
        var degree = first.Length;
        for (var i = 0; i < directions.Length; i++)
        {
            if (i < degree)
            {
                directions[i] = (ulong)first[i] << (Digits - 1 - i);
                continue;
            }

            var value = directions[i - degree] ^ (directions[i - degree] >> degree);
            for (var k = 1; k < degree; k++)
            {
                if (((polynomial >> (degree - 1 - k)) & 1) != 0)
                    value ^= directions[i - k];
            }

            directions[i] = value;
        }

        return directions;
    }

    // Inner coefficients of the primitive polynomial and first direction integers for axes 2 to 40 (new-joe-kuo-6).
    private static readonly (int Polynomial, int[] First)[] JoeKuo =
    [
        (0, [1]),
        (1, [1, 3]),
        (1, [1, 3, 1]),
        (2, [1, 1, 1]),
        (1, [1, 1, 3, 3]),
        (4, [1, 3, 5, 13]),
        (2, [1, 1, 5, 5, 17]),
        (4, [1, 1, 5, 5, 5]),
        (7, [1, 1, 7, 11, 19]),
        (11, [1, 1, 5, 1, 1]),
        (13, [1, 1, 1, 3, 11]),
        (14, [1, 3, 5, 5, 31]),
        (1, [1, 3, 3, 9, 7, 49]),
        (13, [1, 1, 1, 15, 21, 21]),
        (16, [1, 3, 1, 13, 27, 49]),
        (19, [1, 1, 1, 15, 7, 5]),
        (22, [1, 3, 1, 15, 13, 25]),
        (25, [1, 1, 5, 5, 19, 61]),
        (1, [1, 3, 7, 11, 23, 15, 103]),
        (4, [1, 3, 7, 13, 13, 15, 69]),
        (7, [1, 1, 3, 13, 7, 35, 63]),
        (8, [1, 3, 5, 9, 1, 25, 53]),
        (14, [1, 3, 1, 13, 9, 35, 107]),
        (19, [1, 3, 1, 5, 27, 61, 31]),
        (21, [1, 1, 5, 11, 19, 41, 61]),
        (28, [1, 3, 5, 3, 3, 13, 69]),
        (31, [1, 1, 7, 13, 1, 19, 1]),
        (32, [1, 3, 7, 5, 13, 19, 59]),
        (37, [1, 1, 3, 9, 25, 29, 41]),
        (41, [1, 3, 5, 13, 23, 1, 55]),
        (42, [1, 3, 7, 3, 13, 59, 17]),
        (50, [1, 3, 1, 3, 5, 53, 69]),
        (55, [1, 1, 5, 5, 23, 33, 13]),
        (56, [1, 1, 7, 7, 1, 61, 123]),
        (59, [1, 1, 7, 9, 13, 61, 49]),
        (62, [1, 3, 3, 5, 3, 55, 33]),
        (14, [1, 3, 1, 15, 31, 13, 49, 245]),
        (21, [1, 3, 5, 15, 31, 59, 63, 97]),
        (22, [1, 3, 1, 11, 11, 11, 77, 249]),
    ];
}
