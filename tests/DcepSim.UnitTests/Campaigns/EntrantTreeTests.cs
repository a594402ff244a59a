using System.Collections.Immutable;
using System.Text;
using DcepSim.Campaigns;

namespace DcepSim.UnitTests.Campaigns;

public class EntrantTreeTests
{
    [Theory] // worked out by a separate program from the definition: recursion at the largest power of two below the number of leaves
    [InlineData("a", "a94fe96b1c38a1bdfb72939d6cd46bc31a31bfe1ad0d960804189a287b6558a0")]
    [InlineData("a b", "4c18b87ee623a3dfbcfefc3b002d3334c0554f545f9ef9dadec271daec0b399b")]
    [InlineData("a b c", "7d36854b375536f2bb96cbc87f12825048cc9888d457bfa7a25e1b30df5f6da8")]
    [InlineData("a b c d e", "18949a0a0f9894ca630d9057e57e45b148a1d82c2a303251f3dd06a4bca92752")]
    public void The_roots_of_small_lists_are_known_answers(string ids, string root) =>
        Assert.Equal(root, EntrantTree.Of(List(ids.Split(' '))).Root.ToString());

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(100)]
    public void Every_entrant_has_a_path_to_the_root_and_no_other(int count)
    {
        var tree = EntrantTree.Of(Numbered(count));
        for (var entrant = 0; entrant < count; entrant++)
        {
            var path = tree.PathOf(entrant);
            Assert.True(path.LeadsTo(tree.Root));
            Assert.False((path with { Line = path.Line + "x" }).LeadsTo(tree.Root));
            Assert.False((path with { Entrants = count + 1 }).LeadsTo(tree.Root));
            Assert.False((path with { Siblings = path.Siblings.Add(default) }).LeadsTo(tree.Root));
            if (count > 1)
            {
                Assert.False((path with { Entrant = entrant ^ 1 }).LeadsTo(tree.Root));
                Assert.False((path with { Siblings = path.Siblings.RemoveAt(0) }).LeadsTo(tree.Root));
                Assert.False((path with { Siblings = path.Siblings.SetItem(0, default) }).LeadsTo(tree.Root));
            }
        }
    }

    [Theory]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(150_001)]
    public void A_list_of_several_subtrees_has_the_root_of_one_tree_and_paths_across_them(int count)
    {
        var list = Numbered(count);
        var tree = EntrantTree.Of(list);

        Assert.Equal(RootByRecursion(list), tree.Root);
        foreach (var entrant in new[] { 0, 65_535, count / 2, count - 1 })
            Assert.True(tree.PathOf(entrant).LeadsTo(tree.Root));
    }

    [Fact]
    public void Adding_dropping_renaming_or_regrouping_an_entrant_gives_another_root()
    {
        string[][] lists = [["a", "b", "c"], ["a", "b", "c", "d"], ["a", "b"], ["a", "b", "x"], ["a", "b", "c\tgroup"], ["a", "bc"]];
        Assert.Equal(lists.Length, lists.Select(ids => EntrantTree.Of(List(ids)).Root).Distinct().Count());
    }

    [Fact]
    public void An_inner_node_cannot_pass_for_a_leaf()
    {
        // The two leaves under a node, hashed without tags, would be a valid shorter list; tags and the bound count prevent it.
        var tree = EntrantTree.Of(List("a", "b"));
        var forged = new InclusionPath("a", 0, 1, []);
        Assert.False(forged.LeadsTo(tree.Root));
    }

    [Fact]
    public void A_tree_wants_as_many_tops_as_its_list_has_subtrees() =>
        Assert.Throws<ArgumentException>("subtrees", () => new EntrantTree(List("a"), ImmutableArray.Create<Digest>(default, default)));

    private static EntrantList Numbered(int count) => List([.. Enumerable.Range(0, count).Select(number => $"{number:D8}")]);

    private static EntrantList List(params string[] lines) => EntrantListReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines))));

    private static Digest RootByRecursion(EntrantList list)
    {
        byte[] Top(int from, int count)
        {
            if (count == 1)
                return System.Security.Cryptography.SHA256.HashData([0, .. list.Line(from)]);
            var left = 1;
            while (2 * left < count)
                left *= 2;
            return System.Security.Cryptography.SHA256.HashData([1, .. Top(from, left), .. Top(from + left, count - left)]);
        }

        var length = BitConverter.GetBytes((long)list.Count);
        Array.Reverse(length);
        return Digest.Of([2, .. length, .. Top(0, list.Count)]);
    }
}
