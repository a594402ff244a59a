using System.Collections.Immutable;
using System.Text;

namespace DcepSim.Campaigns;

/// <summary>
/// Shows that one line is in a committed entrant list, without the rest of the list: at most 31 digests instead of millions of lines.
/// </summary>
/// <param name="Line">The canonical line: the id, or the id, a TAB and the group.</param>
/// <param name="Entrant">The line's number in the list, from 0.</param>
/// <param name="Entrants">How many lines the list has.</param>
/// <param name="Siblings">The digests beside the way from the leaf to the top, from below.</param>
public sealed record InclusionPath(string Line, int Entrant, int Entrants, ImmutableArray<Digest> Siblings)
{
    /// <summary>Whether the path leads from the line to a published root.</summary>
    /// <param name="root">The root in the commitment that was published before the draw.</param>
    /// <returns><c>false</c> when the line, its number, the list's length or any digest is not that of the committed list.</returns>
    public bool LeadsTo(Digest root)
    {
        if (Line is null || Siblings.IsDefault || Entrant < 0 || Entrant >= Entrants)
            return false;
        Span<byte> hash = stackalloc byte[Digest.Size];
        Span<byte> beside = stackalloc byte[Digest.Size];
        MerkleHash.Leaf(Encoding.UTF8.GetBytes(Line), hash);

        var used = 0;
        var place = Entrant;
        for (var count = Entrants; count > 1; count = (count / 2) + (count % 2), place /= 2)
        {
            if ((place ^ 1) >= count)
                continue; // no partner on this level: it moves up as it is
            if (used == Siblings.Length)
                return false;
            Siblings[used++].CopyTo(beside);
            if (place % 2 == 0)
                MerkleHash.Node(hash, beside, hash);
            else
                MerkleHash.Node(beside, hash, hash);
        }

        return used == Siblings.Length && MerkleHash.Root(Entrants, hash) == root;
    }
}
