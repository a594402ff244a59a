using System.Collections.Immutable;
using System.Globalization;

namespace DcepSim.Campaigns;

/// <summary>Checks a proof against the entrant list and the public beacon, by making the draw again.</summary>
/// <remarks>Nothing the proof states is believed: the commitment is hashed, the list's root compared, the key derived and every winner drawn
/// again. Safe to call from several threads.</remarks>
public static class DrawVerifier
{
    /// <summary>Checks a proof.</summary>
    /// <param name="proof">The proof.</param>
    /// <param name="tree">The entrant list as the verifier got it.</param>
    /// <param name="beacon">The beacon as the verifier learned it from its public source, not from the proof.</param>
    /// <param name="publishedCommitment">The fingerprint of the commitment as it was published before the draw. <c>default</c> leaves this
    /// check out, and the verdict names the fingerprint to compare by eye.</param>
    public static DrawVerdict Check(DrawProof proof, EntrantTree tree, Beacon beacon, Digest publishedCommitment = default)
    {
        ArgumentNullException.ThrowIfNull(proof);
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(beacon);
        var verdict = CheckBeforeList(proof, beacon, publishedCommitment);
        if (verdict.Holds)
            verdict = CheckList(proof.Commitment, tree);
        return verdict.Holds ? CheckWinners(proof, tree.Entrants, beacon) : verdict;
    }

    /// <summary>The part of <see cref="Check"/> that needs no entrant list, for a caller who wants to fail before reading millions of lines.</summary>
    /// <inheritdoc cref="Check"/>
    public static DrawVerdict CheckBeforeList(DrawProof proof, Beacon beacon, Digest publishedCommitment = default)
    {
        ArgumentNullException.ThrowIfNull(proof);
        ArgumentNullException.ThrowIfNull(beacon);
        var commitment = proof.Commitment;
        if (commitment.Algorithm != LotteryDraw.Algorithm)
            return new(DrawFault.AlgorithmUnknown, $"The draw was made by '{commitment.Algorithm}'; this verifier knows '{LotteryDraw.Algorithm}' only.");
        if (commitment.Fingerprint() != proof.CommitmentFingerprint)
            return new(DrawFault.CommitmentAltered, $"The commitment was altered: its fingerprint is {commitment.Fingerprint()}, the proof states {proof.CommitmentFingerprint}.");
        if (!publishedCommitment.IsNone && publishedCommitment != proof.CommitmentFingerprint)
            return new(DrawFault.CommitmentNotThePublished, $"The commitment published before the draw was {publishedCommitment}; the proof holds {proof.CommitmentFingerprint}.");
        if (!beacon.Equals(proof.Beacon))
            return new(DrawFault.BeaconDiffers, $"The beacon differs: the public one is {beacon}, the proof was made with {proof.Beacon}.");
        return default;
    }

    private static DrawVerdict CheckList(DrawCommitment commitment, EntrantTree tree)
    {
        if (commitment.Entrants != tree.Entrants.Count)
            return new(DrawFault.EntrantCountDiffers, Text($"The entrant list has {tree.Entrants.Count} entrants, the commitment {commitment.Entrants}."));
        if (commitment.EntrantRoot != tree.Root)
            return new(DrawFault.EntrantListDiffers, $"The entrant list is not the one committed to: its root is {tree.Root}, the commitment's {commitment.EntrantRoot}. At least one entrant was renamed, replaced or moved to another group.");
        return default;
    }

    private static DrawVerdict CheckWinners(DrawProof proof, EntrantList entrants, Beacon beacon)
    {
        var drawn = DrawProof.WinnersOf(proof.Commitment, entrants, beacon);
        if (drawn.Length != proof.Winners.Length)
            return new(DrawFault.WinnerCountDiffers, Text($"The draw gives {drawn.Length} winners, the proof names {proof.Winners.Length}."));
        if (FirstDifference(drawn, proof.Winners) is >= 0 and var place)
            return new(DrawFault.WinnerDiffers, Text($"The winners differ, first at place {place + 1}: the draw gives {Shown(drawn[place], proof)}, the proof names {Shown(proof.Winners[place], proof)}."));
        if (DrawProof.FingerprintOf(drawn) != proof.WinnersFingerprint)
            return new(DrawFault.WinnersFingerprintDiffers, $"The winners are right, but their fingerprint is {DrawProof.FingerprintOf(drawn)}, not {proof.WinnersFingerprint} as the proof states.");
        return new(DrawFault.None, Text($"The proof holds: {drawn.Length} winners among {entrants.Count} entrants, drawn by {LotteryDraw.Algorithm} under commitment {proof.CommitmentFingerprint}."));
    }

    private static int FirstDifference(ImmutableArray<ProvenWinner> drawn, ImmutableArray<ProvenWinner> named)
    {
        for (var place = 0; place < drawn.Length; place++)
        {
            if (drawn[place] != named[place])
                return place;
        }

        return -1;
    }

    private static string Shown(ProvenWinner winner, DrawProof proof)
    {
        var prizes = proof.Commitment.Draw.Prizes;
        var prize = winner.Prize >= 0 && winner.Prize < prizes.Length ? prizes[winner.Prize].Name : Text($"number {winner.Prize}");
        return prizes.Length == 1 && winner.Prize == 0 ? $"'{winner.Id}'" : $"'{winner.Id}' (prize {prize})";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
