using System.Buffers;
using System.Collections.Immutable;

namespace DcepSim.Campaigns;

/// <summary>
/// The lottery: uniform, without replacement, a pure function of the entrants' order and one key.
/// </summary>
/// <remarks>
/// <para>The priority of entrant i is word i of the key. The entrants with the smallest words win, ties go to the smaller index, and the
/// winners come in order of priority. Nothing else enters, so anybody with the list and the key gets the same winners.</para>
/// <para>Cost: one pass over the entrants, then a sort of the few that can win; memory in the order of the winners. All members are safe to
/// call from several threads.</para>
/// </remarks>
public static class LotteryDraw
{
    /// <summary>The name and version of this algorithm, as commitments and proofs state it.</summary>
    public const string Algorithm = "dcepsim.lottery/1";

    private const int NoPrize = -1;

    /// <summary>Draws equal prizes among all entrants.</summary>
    /// <param name="entrants">How many take part, 0 and up; they are numbered from 0.</param>
    /// <param name="places">How many can win, 0 and up; when there are more places than entrants, everybody wins.</param>
    /// <param name="key">The chance to use.</param>
    /// <returns>The winners' numbers in order of priority, as many as places or entrants, whichever is less.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="entrants"/> or <paramref name="places"/> is negative.</exception>
    public static int[] Winners(int entrants, int places, RandomKey key)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(entrants);
        ArgumentOutOfRangeException.ThrowIfNegative(places);
        using var row = new PriorityRow(key, entrants, Math.Min(entrants, places));
        return row.Entrants[..Math.Min(entrants, places)].ToArray();
    }

    /// <summary>Draws prizes for everyone and for groups.</summary>
    /// <param name="terms">The prizes and the order of giving.</param>
    /// <param name="entrants">How many take part, 0 and up; they are numbered from 0.</param>
    /// <param name="groups">For each entrant the number of its group in <see cref="DrawTerms.Groups"/>, from 1; 0 is none of them. May be
    /// left empty when the terms reserve no places.</param>
    /// <param name="key">The chance to use.</param>
    /// <returns>The winners with their prizes, and the places nobody got.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="terms"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="groups"/> has another length than there are entrants, or a number above the
    /// terms' groups.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="entrants"/> is negative.</exception>
    public static DrawOutcome Draw(DrawTerms terms, int entrants, ReadOnlySpan<byte> groups, RandomKey key)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentOutOfRangeException.ThrowIfNegative(entrants);
        CheckGroups(terms, entrants, groups);
        var everyone = Math.Min(entrants, terms.Places);
        if (terms.Groups.IsEmpty)
        {
            using var plainRow = new PriorityRow(key, entrants, everyone);
            return Give(terms, plainRow.Entrants, []);
        }

        using var row = new PriorityRow(key, everyone, groups, PlacesByGroup(terms));
        return Give(terms, row.Entrants, groups);
    }

    private static DrawOutcome Give(DrawTerms terms, ReadOnlySpan<int> row, ReadOnlySpan<byte> groups)
    {
        var prizes = terms.Prizes;
        var left = prizes.Select(prize => prize.Places).ToArray();
        var prizeOf = ArrayPool<int>.Shared.Rent(row.Length);
        prizeOf.AsSpan(0, row.Length).Fill(NoPrize);
        var giving = new Giving(row, groups, prizeOf.AsSpan(0, row.Length), new int[terms.Groups.Length + 1]);

        for (var prize = 0; prize < left.Length; prize++)
        {
            if (prizes[prize].Group is { } group)
                left[prize] = giving.GiveToGroup(prize, left[prize], (byte)(terms.Groups.IndexOf(group) + 1));
        }

        for (var prize = 0; prize < left.Length; prize++)
        {
            if (prizes[prize].Group is null)
                left[prize] = giving.GiveToEveryone(prize, left[prize]);
        }

        for (var prize = 0; prize < left.Length && terms.Unfilled == UnfilledPlaces.OfferToEveryone; prize++)
            left[prize] = giving.GiveToEveryone(prize, left[prize]);

        var outcome = new DrawOutcome(giving.Wins(), ImmutableArray.Create(left));
        ArrayPool<int>.Shared.Return(prizeOf);
        return outcome;
    }

    private static int[] PlacesByGroup(DrawTerms terms)
    {
        var places = new int[terms.Groups.Length + 1];
        foreach (var prize in terms.Prizes)
        {
            if (prize.Group is { } group)
                places[terms.Groups.IndexOf(group) + 1] += prize.Places;
        }

        return places;
    }

    private static void CheckGroups(DrawTerms terms, int entrants, ReadOnlySpan<byte> groups)
    {
        if (groups.Length != entrants && !(groups.IsEmpty && terms.Groups.IsEmpty))
            throw new ArgumentException($"There are {entrants} entrants and the groups of {groups.Length}.", nameof(groups));
        var outside = groups.IndexOfAnyExceptInRange((byte)0, (byte)terms.Groups.Length);
        if (outside >= 0)
            throw new ArgumentException($"Entrant {outside} is in group {groups[outside]}; the terms know {terms.Groups.Length}.", nameof(groups));
    }

    /// <summary>The row of candidates while prizes are given out; a cursor a group and one for everyone keep it linear.</summary>
    private ref struct Giving(ReadOnlySpan<int> row, ReadOnlySpan<byte> groups, Span<int> prizeOf, Span<int> cursors)
    {
        private readonly ReadOnlySpan<int> row = row;
        private readonly ReadOnlySpan<byte> groups = groups;
        private readonly Span<int> prizeOf = prizeOf;
        private readonly Span<int> cursors = cursors;

        public readonly int GiveToGroup(int prize, int places, byte group)
        {
            ref var cursor = ref cursors[group];
            for (; places > 0 && cursor < row.Length; cursor++)
            {
                if (groups[row[cursor]] != group)
                    continue;
                prizeOf[cursor] = prize;
                places--;
            }

            return places;
        }

        public readonly int GiveToEveryone(int prize, int places)
        {
            ref var cursor = ref cursors[0];
            for (; places > 0 && cursor < row.Length; cursor++)
            {
                if (prizeOf[cursor] != NoPrize)
                    continue;
                prizeOf[cursor] = prize;
                places--;
            }

            return places;
        }

        public readonly ImmutableArray<DrawWin> Wins()
        {
            var wins = ImmutableArray.CreateBuilder<DrawWin>(row.Length - prizeOf.Count(NoPrize));
            for (var place = 0; place < row.Length; place++)
            {
                if (prizeOf[place] != NoPrize)
                    wins.Add(new(row[place], prizeOf[place]));
            }

            return wins.MoveToImmutable();
        }
    }
}
