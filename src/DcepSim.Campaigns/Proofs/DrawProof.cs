using System.Collections.Immutable;

namespace DcepSim.Campaigns;

/// <summary>
/// What an organiser publishes after the draw. With the entrant list beside it, anybody can check every word of it.
/// </summary>
/// <remarks>A proof only states; <see cref="DrawVerifier"/> checks. It is kept as a document "dcepsim.draw/1" by
/// <see cref="DrawProofFormat"/>.</remarks>
/// <param name="Commitment">What was published before the draw.</param>
/// <param name="CommitmentFingerprint">Its fingerprint, as stated.</param>
/// <param name="Beacon">The public chance.</param>
/// <param name="Winners">The winners in order of priority, the luckiest first.</param>
/// <param name="WinnersFingerprint">The SHA-256 of the winners and their prizes, as stated.</param>
public sealed record DrawProof(
    DrawCommitment Commitment,
    Digest CommitmentFingerprint,
    Beacon Beacon,
    ImmutableArray<ProvenWinner> Winners,
    Digest WinnersFingerprint)
{
    /// <summary>Makes the draw that a commitment announced.</summary>
    /// <param name="commitment">The commitment, published before.</param>
    /// <param name="tree">The list it commits to.</param>
    /// <param name="beacon">The beacon it waited for.</param>
    /// <exception cref="ArgumentException">The list is not the one committed to, or the algorithm is unknown.</exception>
    public static DrawProof Draw(DrawCommitment commitment, EntrantTree tree, Beacon beacon)
    {
        ArgumentNullException.ThrowIfNull(commitment);
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(beacon);
        if (commitment.EntrantRoot != tree.Root || commitment.Entrants != tree.Entrants.Count)
            throw new ArgumentException($"The list's root is {tree.Root}; the commitment states {commitment.EntrantRoot}.", nameof(tree));
        if (commitment.Algorithm != LotteryDraw.Algorithm)
            throw new ArgumentException($"The algorithm '{commitment.Algorithm}' is not known; known is '{LotteryDraw.Algorithm}'.", nameof(commitment));
        var winners = WinnersOf(commitment, tree.Entrants, beacon);
        return new(commitment, commitment.Fingerprint(), beacon, winners, FingerprintOf(winners));
    }

    /// <summary>The SHA-256 of winners and their prizes, in order.</summary>
    public static Digest FingerprintOf(ImmutableArray<ProvenWinner> winners)
    {
        using var writer = new DigestWriter("dcepsim.draw-winners/1");
        writer.Write(winners.Length);
        foreach (var winner in winners)
        {
            writer.Write(winner.Id);
            writer.Write(winner.Prize);
        }

        return writer.Finish();
    }

    internal static ImmutableArray<ProvenWinner> WinnersOf(DrawCommitment commitment, EntrantList entrants, Beacon beacon)
    {
        var outcome = LotteryDraw.Draw(commitment.Draw, entrants.Count, entrants.GroupNumbers(commitment.Draw), commitment.KeyFor(beacon));
        return [.. outcome.Wins.Select(win => new ProvenWinner(entrants.Id(win.Entrant), win.Prize))];
    }
}
