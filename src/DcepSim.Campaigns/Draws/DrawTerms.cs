using System.Collections.Immutable;

namespace DcepSim.Campaigns;

/// <summary>
/// What a draw gives away and to whom: the prizes, each for everyone or for one group, and the rule for places left over.
/// </summary>
/// <remarks>
/// <para>The order of giving is fixed. First the prizes reserved for a group, each to its group's entrants in order of priority; two prizes
/// of one group are given in the order they are listed. Then the prizes for everyone, to those who have won nothing yet. Last the places
/// left over, by <see cref="UnfilledPlaces"/>. Nobody wins twice.</para>
/// <para>Immutable and safe to share between threads. Compare terms by <see cref="Fingerprint"/>: the equality of records looks at the
/// array of prizes, not into it.</para>
/// </remarks>
public sealed record DrawTerms
{
    /// <summary>The most groups one draw may reserve places for.</summary>
    public const int GroupsMax = 250;

    private const int NameLengthMax = 64;

    /// <summary>The terms of a draw.</summary>
    /// <param name="prizes">At least one prize, their names all different.</param>
    /// <param name="unfilled">What becomes of reserved places a group cannot fill.</param>
    /// <exception cref="ArgumentException">The terms have faults; the message lists all of them.</exception>
    public DrawTerms(ImmutableArray<DrawPrize> prizes, UnfilledPlaces unfilled = UnfilledPlaces.ReturnToFunder)
    {
        var faults = FaultsOf(prizes, unfilled).ToList();
        if (faults.Count > 0)
            throw new ArgumentException(string.Join(" ", faults.Select(fault => fault.ToString())), nameof(prizes));
        Prizes = prizes;
        Unfilled = unfilled;
        Groups = [.. prizes.Select(prize => prize.Group).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The prizes, in the order in which the terms list them.</summary>
    public ImmutableArray<DrawPrize> Prizes { get; }

    /// <summary>What becomes of reserved places a group cannot fill.</summary>
    public UnfilledPlaces Unfilled { get; }

    /// <summary>The groups that places are reserved for, in the order of first mention. Group number g of a draw is the one at g − 1.</summary>
    public ImmutableArray<string> Groups { get; }

    /// <summary>All places of all prizes, at most 2^31 − 1.</summary>
    public int Places => Prizes.Sum(prize => prize.Places);

    /// <summary>The money all prizes take.</summary>
    public Amount Value => Prizes.Aggregate(Amount.Zero, (sum, prize) => sum + prize.Value);

    /// <summary>A draw of equal packets among all entrants.</summary>
    /// <param name="places">How many packets, 1 and up.</param>
    /// <param name="face">The value of each.</param>
    /// <exception cref="ArgumentException">A number is outside its range.</exception>
    public static DrawTerms OfEqualPackets(int places, Amount face) => new([new DrawPrize("packet", face, places)]);

    /// <summary>A draw of places whose value the draw does not say.</summary>
    /// <param name="places">How many can win, 1 and up.</param>
    /// <exception cref="ArgumentException"><paramref name="places"/> is below 1.</exception>
    public static DrawTerms OfPlaces(int places) => new([new DrawPrize("place", Amount.Zero, places)]);

    /// <summary>All faults of a would-be draw, so that they can be reported together.</summary>
    /// <param name="prizes">The prizes.</param>
    /// <param name="unfilled">The rule for places left over.</param>
    /// <returns>Nothing when the terms are sound.</returns>
    public static IEnumerable<TermsFault> FaultsOf(ImmutableArray<DrawPrize> prizes, UnfilledPlaces unfilled)
    {
        if (!Enum.IsDefined(unfilled))
            yield return new("unfilled", $"{(int)unfilled} is no rule for places left over; known are 0 and 1.");
        if (prizes.IsDefaultOrEmpty)
        {
            yield return new("prizes", "A draw has at least one prize.");
            yield break;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < prizes.Length; index++)
        {
            foreach (var fault in FaultsOf(prizes[index], $"prizes[{index}]", names))
                yield return fault;
        }

        foreach (var fault in FaultsOfTotals(prizes))
            yield return fault;
    }

    /// <summary>The SHA-256 of everything the terms say: two terms with the same fingerprint are the same terms.</summary>
    public Digest Fingerprint()
    {
        using var writer = new DigestWriter("dcepsim.draw-terms/1");
        WriteTo(writer);
        return writer.Finish();
    }

    internal void WriteTo(DigestWriter writer)
    {
        writer.Write((long)Unfilled);
        writer.Write(Prizes.Length);
        foreach (var prize in Prizes)
        {
            writer.Write(prize.Name);
            writer.Write(prize.Face.Fen);
            writer.Write(prize.Places);
            writer.Write(prize.Group is null ? 0 : 1);
            writer.Write(prize.Group ?? "");
            if (prize.IsRight)
                writer.Write(1); // said only where it holds, so that other draws keep their fingerprint
        }
    }

    private static IEnumerable<TermsFault> FaultsOf(DrawPrize prize, string path, HashSet<string> names)
    {
        if (prize.Name is not { Length: > 0 and <= NameLengthMax })
            yield return new($"{path}.name", $"A prize has a name of 1 to {NameLengthMax} characters.");
        else if (!names.Add(prize.Name))
            yield return new($"{path}.name", $"The name '{prize.Name}' is taken by an earlier prize.");
        if (prize.Places < 1)
            yield return new($"{path}.places", $"A prize has 1 to {int.MaxValue} places, not {prize.Places}.");
        if (prize.Group is { Length: 0 or > NameLengthMax })
            yield return new($"{path}.group", $"A group has a name of 1 to {NameLengthMax} characters.");
    }

    private static IEnumerable<TermsFault> FaultsOfTotals(ImmutableArray<DrawPrize> prizes)
    {
        var places = prizes.Sum(prize => (long)Math.Max(0, prize.Places));
        if (places > int.MaxValue)
            yield return new("prizes", $"All places together are at most {int.MaxValue}, not {places}.");
        var fen = prizes.Aggregate((Int128)0, (sum, prize) => sum + ((Int128)prize.Face.Fen * Math.Max(0, prize.Places)));
        if (fen > Amount.MaxValue.Fen)
            yield return new("prizes", $"All packets together are worth at most {Amount.MaxValue} yuan.");
        var groups = prizes.Select(prize => prize.Group).OfType<string>().Distinct(StringComparer.Ordinal).Count();
        if (groups > GroupsMax)
            yield return new("prizes", $"Places are reserved for at most {GroupsMax} groups, not {groups}.");
    }
}
