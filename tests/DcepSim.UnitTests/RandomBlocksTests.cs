namespace DcepSim.UnitTests;

public class RandomBlocksTests
{
    private const ulong NoWord = 0xDEAD_BEEF;

    [Fact]
    public void Keys_side_by_side_have_the_children_and_the_blocks_that_they_have_one_by_one()
    {
        var chance = RandomKey.FromSeed(11);
        for (var count = 0; count <= 41; count++)
        {
            var parent = chance.Child((ulong)count);
            var numbers = Enumerable.Range(0, count).Select(place => chance.Word((ulong)((100 * count) + place)) >> (place % 5 * 13)).ToArray();
            var (first, second) = (Column(), Column());
            RandomBlocks.Children(parent, numbers, first, second);
            Assert.Equal(numbers.Select(parent.Child), Enumerable.Range(0, count).Select(place => new RandomKey(first[place], second[place])));
            Assert.Equal((NoWord, NoWord), (first[count], second[count]));

            foreach (var index in new ulong[] { 0, 1, 2, 1UL << 63, ulong.MaxValue, chance.Word((ulong)count) })
            {
                var (a, b, c, d) = (Column(), Column(), Column(), Column());
                RandomBlocks.At(first.AsSpan(0, count), second, index, a, b, c, d);
                Assert.Equal(
                    Enumerable.Range(0, count).Select(place => new RandomKey(first[place], second[place]).Block(index)),
                    Enumerable.Range(0, count).Select(place => new RandomBlock(a[place], b[place], c[place], d[place])));
                Assert.Equal((NoWord, NoWord, NoWord, NoWord), (a[count], b[count], c[count], d[count]));
            }

            ulong[] Column() => [.. Enumerable.Repeat(NoWord, count + 1)];
        }
    }

    [Fact]
    public void Blocks_in_a_row_are_those_that_the_key_has_one_by_one()
    {
        var chance = RandomKey.FromSeed(12);
        for (var count = 0; count <= 41; count++)
        {
            var key = chance.Child((ulong)count);
            foreach (var index in new ulong[] { 0, 1, 479_000, ulong.MaxValue - 7, chance.Word((ulong)count) })
            {
                var columns = Enumerable.Range(0, 4).Select(_ => Enumerable.Repeat(NoWord, count + 1).ToArray()).ToArray();
                RandomBlocks.InARow(key, index, columns[0].AsSpan(0, count), columns[1], columns[2], columns[3]);
                Assert.Equal(
                    Enumerable.Range(0, count).Select(place => key.Block(unchecked(index + (ulong)place))),
                    Enumerable.Range(0, count).Select(place => new RandomBlock(columns[0][place], columns[1][place], columns[2][place], columns[3][place])));
                Assert.All(columns, column => Assert.Equal(NoWord, column[count]));
            }
        }
    }

    [Fact]
    public void A_column_that_is_too_short_is_refused()
    {
        var (four, three) = (new ulong[4], new ulong[3]);

        Assert.Throws<ArgumentException>(() => RandomBlocks.Children(default, four, four, three));
        Assert.Throws<ArgumentException>(() => RandomBlocks.At(four, four, 0, four, four, three, four));
        Assert.Throws<ArgumentException>(() => RandomBlocks.At(four, three, 0, four, four, four, four));
        Assert.Throws<ArgumentException>(() => RandomBlocks.InARow(default, 0, four, new ulong[4], new ulong[4], three));
    }

    [Fact]
    public void Columns_that_share_memory_are_refused_for_how_wide_vectors_are_would_show_in_the_words()
    {
        var columns = Enumerable.Range(0, 6).Select(_ => new ulong[12]).ToArray();

        Assert.Throws<ArgumentException>(() => RandomBlocks.Children(default, columns[0], columns[0], columns[1]));
        Assert.Throws<ArgumentException>(() => RandomBlocks.Children(default, columns[0], columns[1], columns[0]));
        Assert.Throws<ArgumentException>(() => RandomBlocks.Children(default, columns[0], columns[1], columns[1]));
        for (var filled = 2; filled < 6; filled++)
        {
            for (var other = 0; other < filled; other++)
            {
                var given = columns.ToArray();
                given[filled] = columns[other];
                Assert.Throws<ArgumentException>(() => RandomBlocks.At(given[0], given[1], 0, given[2], given[3], given[4], given[5]));
            }
        }

        for (var (one, other) = (0, 1); one < 3; (one, other) = other < 3 ? (one, other + 1) : (one + 1, one + 2))
        {
            var filled = columns.ToArray();
            filled[one] = columns[other];
            Assert.Throws<ArgumentException>(() => RandomBlocks.InARow(default, 0, filled[0], filled[1], filled[2], filled[3]));
        }

        RandomBlocks.At(columns[0], columns[0], 0, columns[2], columns[3], columns[4], columns[5]); // both halves alike: they are only read
        RandomBlocks.At(columns[0].AsSpan(0, 6), columns[1], 0, columns[0].AsSpan(6), columns[3], columns[4], columns[5]);
    }
}
