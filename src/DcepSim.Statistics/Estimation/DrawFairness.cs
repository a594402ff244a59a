using MathNet.Numerics;

namespace DcepSim.Statistics.Estimation;

/// <summary>Tests of whether a draw without replacement treated entrants alike. A small p-value is a reason to look, not a verdict: one fair draw in a hundred has p below 0.01.</summary>
public static class DrawFairness
{
    /// <summary>Pearson's chi-square test of independent counts against expected shares.</summary>
    /// <param name="counts">How often each of two or more cases came up.</param>
    /// <param name="shares">The expected share of each, above zero, summing to 1.</param>
    /// <exception cref="ArgumentException">Lengths differ, fewer than two cases, a negative count, or shares that are no shares.</exception>
    public static TestResult ChiSquare(ReadOnlySpan<long> counts, ReadOnlySpan<double> shares)
    {
        if (counts.Length != shares.Length || counts.Length < 2)
            throw new ArgumentException($"As many shares as counts are needed, at least two; there are {shares.Length} and {counts.Length}.", nameof(shares));
        double total = 0, shareTotal = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(counts[i], nameof(counts));
            if (!(shares[i] > 0))
                throw new ArgumentException($"Share {i} is {shares[i]}; expected shares are above zero.", nameof(shares));
            total += counts[i];
            shareTotal += shares[i];
        }

        if (Math.Abs(shareTotal - 1) > 1e-9)
            throw new ArgumentException($"Expected shares sum to {shareTotal}, not 1.", nameof(shares));
        if (total == 0)
            throw new ArgumentException("There is nothing to test: every count is zero.", nameof(counts));
        return ChiSquare(counts, shares, total, 1, "Pearson chi-square");
    }

    /// <summary>Whether groups of entrants won in proportion to their size: Pearson's statistic with the correction for drawing without replacement.</summary>
    /// <param name="winners">Winners in each group.</param>
    /// <param name="entrants">Entrants in each group, at least one in each, as many groups, two or more.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a group has more winners than entrants, or all or none of the entrants won.</exception>
    public static TestResult AcrossGroups(ReadOnlySpan<long> winners, ReadOnlySpan<long> entrants)
    {
        if (winners.Length != entrants.Length || winners.Length < 2)
            throw new ArgumentException($"Winners and entrants of the same two or more groups are needed; there are {winners.Length} and {entrants.Length}.", nameof(entrants));
        long won = 0, entered = 0;
        for (var i = 0; i < winners.Length; i++)
        {
            if (winners[i] < 0 || entrants[i] < 1 || winners[i] > entrants[i])
                throw new ArgumentException($"Group {i} has {winners[i]} winners among {entrants[i]} entrants.", nameof(winners));
            won += winners[i];
            entered += entrants[i];
        }

        if (won == 0 || won == entered)
            throw new ArgumentException($"{won} of {entered} entrants won: a draw that gives to none or to all cannot be unfair.", nameof(winners));
        var shares = new double[entrants.Length];
        for (var i = 0; i < shares.Length; i++)
            shares[i] = entrants[i] / (double)entered;

        // Multivariate hypergeometric: variances are (N - n) / (N - 1) of the multinomial ones.
        return ChiSquare(winners, shares, won, (entered - 1.0) / (entered - won), "chi-square, finite population");
    }

    /// <summary>Whether winners are spread evenly over the entrant list, cut into parts of nearly equal length.</summary>
    /// <param name="winners">Places of the winners in the list, each once.</param>
    /// <param name="entrants">Length of the list.</param>
    /// <param name="parts">2 to entrants; some five winners or more should be expected in each.</param>
    /// <exception cref="ArgumentException">A winner is outside the list, or the numbers make no test.</exception>
    public static TestResult AcrossPlaces(ReadOnlySpan<int> winners, int entrants, int parts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parts, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(parts, entrants);
        var (won, size) = (new long[parts], new long[parts]);
        for (var part = 0; part < parts; part++)
            size[part] = ((long)entrants * (part + 1) / parts) - ((long)entrants * part / parts);
        foreach (var winner in winners)
        {
            if ((uint)winner >= (uint)entrants)
                throw new ArgumentException($"Winner {winner} is not among entrants 0 to {entrants - 1}.", nameof(winners));
            won[(int)((((winner + 1L) * parts) - 1) / entrants)]++;
        }

        return AcrossGroups(won, size);
    }

    /// <summary>Whether the order of winning is unrelated to the place in the list: Spearman's rank correlation, normal approximation.</summary>
    /// <param name="winnersInOrder">Places of the winners in the order of draw, each once; ten or more.</param>
    /// <exception cref="ArgumentException">Fewer than ten winners, or one twice.</exception>
    public static TestResult OfOrder(ReadOnlySpan<int> winnersInOrder)
    {
        if (winnersInOrder.Length < 10)
            throw new ArgumentException($"The order of {winnersInOrder.Length} winners says nothing; ten are needed.", nameof(winnersInOrder));
        var n = winnersInOrder.Length;
        var places = winnersInOrder.ToArray();
        var order = new int[n];
        for (var i = 0; i < n; i++)
            order[i] = i;
        Array.Sort(places, order);
        Int128 squares = 0;
        for (var rank = 0; rank < n; rank++)
        {
            if (rank > 0 && places[rank] == places[rank - 1])
                throw new ArgumentException($"Winner {places[rank]} is named twice.", nameof(winnersInOrder));
            squares += (Int128)((long)order[rank] - rank) * (order[rank] - rank);
        }

        var rho = 1 - (6 * (double)squares / (n * ((double)n * n - 1)));
        var z = rho * Math.Sqrt(n - 1);
        return new(z, 0, SpecialFunctions.Erfc(Math.Abs(z) / Math.Sqrt(2)), "Spearman rank correlation of order and place");
    }

    private static TestResult ChiSquare(ReadOnlySpan<long> counts, ReadOnlySpan<double> shares, double total, double correction, string test)
    {
        var statistic = 0.0;
        for (var i = 0; i < counts.Length; i++)
        {
            var expected = total * shares[i];
            statistic += (counts[i] - expected) * (counts[i] - expected) / expected;
        }

        statistic *= correction;
        var df = counts.Length - 1;
        var p = statistic <= 0 ? 1 : SpecialFunctions.GammaUpperRegularized(df / 2.0, statistic / 2);
        return new(statistic, df, p, test);
    }
}
