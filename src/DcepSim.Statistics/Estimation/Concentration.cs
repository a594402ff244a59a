namespace DcepSim.Statistics.Estimation;

/// <summary>How unequally a total is shared out: takings over merchants, payments over people. Zeros count as members who got nothing.</summary>
public static class Concentration
{
    /// <summary>The Gini coefficient: 0 when all have the same, (n - 1) / n when one has all. Population form, no small-sample correction. O(n log n).</summary>
    /// <param name="amounts">Zero or more each, at least one.</param>
    /// <returns>The coefficient; 0 when the total is zero.</returns>
    /// <exception cref="ArgumentException">No amount, or a negative one.</exception>
    public static double Gini(ReadOnlySpan<long> amounts)
    {
        var (ascending, total) = Sorted(amounts);
        return total == 0 ? 0 : GiniOf(ascending, total);
    }

    /// <summary>The Herfindahl-Hirschman index: the sum of squared shares, 1/n to 1. Multiply by 10,000 for the scale competition authorities use.</summary>
    /// <param name="amounts">Zero or more each, at least one.</param>
    /// <returns>The index; 0 when the total is zero.</returns>
    /// <exception cref="ArgumentException">No amount, or a negative one.</exception>
    public static double Hhi(ReadOnlySpan<long> amounts)
    {
        var (ascending, total) = Sorted(amounts);
        return total == 0 ? 0 : HhiOf(ascending, total);
    }

    /// <summary>The share of the total that the largest members have.</summary>
    /// <param name="amounts">Zero or more each, at least one.</param>
    /// <param name="members">How many of the largest: 1 and up; more than there are means all.</param>
    /// <returns>0 to 1; 0 when the total is zero.</returns>
    /// <exception cref="ArgumentException">No amount, a negative one, or fewer than one member.</exception>
    public static double TopShare(ReadOnlySpan<long> amounts, int members)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(members, 1);
        var (ascending, total) = Sorted(amounts);
        return total == 0 ? 0 : TopOf(ascending, total, members);
    }

    /// <summary>The usual measures together, by sorting once. O(n log n).</summary>
    /// <param name="amounts">Zero or more each, at least one.</param>
    /// <returns>The measures; all 0 when the total is zero.</returns>
    /// <exception cref="ArgumentException">No amount, or a negative one.</exception>
    public static ConcentrationMeasures Measure(ReadOnlySpan<long> amounts)
    {
        var (ascending, total) = Sorted(amounts);
        return total == 0
            ? default
            : new(GiniOf(ascending, total), HhiOf(ascending, total), TopOf(ascending, total, 1), TopOf(ascending, total, 10), TopOf(ascending, total, 100));
    }

    /// <summary>The Lorenz curve at equal steps: what share of the total the poorest 0, 1/steps, 2/steps, … of the members have, with straight lines between members.</summary>
    /// <param name="amounts">Zero or more each, at least one.</param>
    /// <param name="steps">1 and up.</param>
    /// <returns>steps + 1 points from 0 to 1; the diagonal when the total is zero.</returns>
    /// <exception cref="ArgumentException">No amount, a negative one, or fewer than one step.</exception>
    public static double[] Lorenz(ReadOnlySpan<long> amounts, int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        var (ascending, total) = Sorted(amounts);
        var points = new double[steps + 1];
        Int128 below = 0;
        var member = 0;
        for (var step = 0; step <= steps; step++)
        {
            var place = (Int128)ascending.Length * step; // in steps-ths of a member
            while ((Int128)(member + 1) * steps <= place)
                below += ascending[member++];
            var part = (double)(place - ((Int128)member * steps)) / steps;
            var inside = member < ascending.Length ? part * ascending[member] : 0;
            points[step] = total == 0 ? step / (double)steps : ((double)below + inside) / (double)total;
        }

        return points;
    }

    private static double GiniOf(ReadOnlySpan<long> ascending, Int128 total)
    {
        Int128 weighted = 0;
        for (var i = 0; i < ascending.Length; i++)
            weighted += (Int128)((2L * (i + 1)) - ascending.Length - 1) * ascending[i];
        return (double)weighted / ((double)total * ascending.Length);
    }

    private static double HhiOf(ReadOnlySpan<long> ascending, Int128 total)
    {
        var index = 0.0;
        foreach (var amount in ascending)
            index += amount / (double)total * (amount / (double)total);
        return index;
    }

    private static double TopOf(ReadOnlySpan<long> ascending, Int128 total, int members)
    {
        Int128 top = 0;
        for (var i = ascending.Length - 1; i >= Math.Max(0, ascending.Length - members); i--)
            top += ascending[i];
        return (double)top / (double)total;
    }

    private static (long[] Ascending, Int128 Total) Sorted(ReadOnlySpan<long> amounts)
    {
        if (amounts.IsEmpty)
            throw new ArgumentException("Concentration needs at least one member.", nameof(amounts));
        var ascending = amounts.ToArray();
        Array.Sort(ascending);
        if (ascending[0] < 0)
            throw new ArgumentException($"Shares need amounts of zero or more; one is {ascending[0]}.", nameof(amounts));
        Int128 total = 0;
        foreach (var amount in ascending)
            total += amount;
        return (ascending, total);
    }
}
