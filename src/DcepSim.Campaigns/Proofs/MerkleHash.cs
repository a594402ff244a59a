using System.Buffers.Binary;
using System.Security.Cryptography;

namespace DcepSim.Campaigns;

/// <summary>
/// The hashes of the entrant tree: SHA-256, with one first byte for leaves (0), one for nodes (1) and one for the root with the number of
/// leaves (2), so that none can be taken for another.
/// </summary>
/// <remarks>The shape is that of RFC 9162: nodes pair up from the left, a last one without partner moves up as it is.</remarks>
internal static class MerkleHash
{
    private const byte LeafTag = 0;
    private const byte NodeTag = 1;
    private const byte RootTag = 2;

    public static void Leaf(ReadOnlySpan<byte> line, Span<byte> hash)
    {
        Span<byte> input = stackalloc byte[256];
        input = line.Length < input.Length ? input[..(line.Length + 1)] : new byte[line.Length + 1];
        input[0] = LeafTag;
        line.CopyTo(input[1..]);
        SHA256.HashData(input, hash);
    }

    public static void Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> hash)
    {
        Span<byte> input = stackalloc byte[1 + (2 * Digest.Size)];
        input[0] = NodeTag;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + Digest.Size)..]);
        SHA256.HashData(input, hash);
    }

    public static Digest Root(long leaves, ReadOnlySpan<byte> top)
    {
        Span<byte> input = stackalloc byte[1 + sizeof(long) + Digest.Size];
        input[0] = RootTag;
        BinaryPrimitives.WriteInt64BigEndian(input[1..], leaves);
        top.CopyTo(input[(1 + sizeof(long))..]);
        return Digest.Of(input);
    }

    /// <summary>Hashes a row of nodes up to their common top, in place; the top ends in the first 32 bytes.</summary>
    /// <param name="row">The nodes, 32 bytes each, at least one.</param>
    /// <param name="followed">The node whose siblings are wanted, or −1.</param>
    /// <param name="siblings">Takes the siblings of that node and of what it becomes, from the row up.</param>
    public static void Reduce(Span<byte> row, int followed = -1, List<Digest>? siblings = null)
    {
        for (var count = row.Length / Digest.Size; count > 1; count = (count + 1) / 2)
        {
            if (followed >= 0 && (followed ^ 1) < count)
                siblings?.Add(Digest.FromBytes(At(row, followed ^ 1)));
            if (followed >= 0)
                followed /= 2;
            for (var pair = 0; pair < count / 2; pair++)
                Node(At(row, 2 * pair), At(row, (2 * pair) + 1), At(row, pair));
            if (count % 2 == 1)
                At(row, count - 1).CopyTo(At(row, count / 2));
        }
    }

    public static Span<byte> At(Span<byte> row, int index) => row.Slice(index * Digest.Size, Digest.Size);
}
