using System.Text;
using DcepSim.Campaigns;

namespace DcepSim.UnitTests.Campaigns;

public class EntrantListTests
{
    [Fact]
    public void Entrants_stand_in_ordinal_order_whatever_the_order_of_the_file()
    {
        var list = Read("b\na\naa\nB\n你\n");

        Assert.Equal(["B", "a", "aa", "b", "你"], Ids(list));
    }

    [Theory]
    [InlineData("")]
    [InlineData("applicant-of-the-year-")]
    public void The_order_of_many_lines_is_that_of_their_bytes(string beginning)
    {
        var chance = RandomKey.FromSeed(4);
        var ids = Enumerable.Range(0, 5_000)
            .Select(line => beginning + $"applicant-{chance.Below((ulong)line, 1_000_000_000):D9}"[..(int)(9 + (chance.Word((ulong)line) % 10))] + $"-{line}").ToList();

        Assert.Equal(ids.Order(StringComparer.Ordinal), Ids(Read(string.Join('\n', ids))));
    }

    [Theory]
    [InlineData("a\nb\n")]
    [InlineData("a\nb")]
    [InlineData("a\r\nb\r\n")]
    [InlineData("b\r\na")]
    [InlineData("\uFEFFa\nb\n")]
    public void Line_ends_a_last_line_without_one_and_a_byte_order_mark_make_no_difference(string text) =>
        Assert.Equal(EntrantTree.Of(Read("a\nb\n")).Root, EntrantTree.Of(Read(text)).Root);

    [Fact]
    public void Bytes_may_be_cut_anywhere()
    {
        var bytes = Encoding.UTF8.GetBytes("\uFEFFalpha\tgroup\r\nbeta\n你好\n");
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var reader = new EntrantListReader();
            reader.Append(bytes.AsSpan(0, cut));
            reader.Append(bytes.AsSpan(cut));
            Assert.Equal(["alpha", "beta", "你好"], Ids(reader.Complete()));
        }
    }

    [Theory]
    [InlineData("a\n\nb\n", 2, EntrantListFaultKind.EmptyLine)]
    [InlineData("a\nb\n\n", 3, EntrantListFaultKind.EmptyLine)]
    [InlineData("a\nb\na\n", 3, EntrantListFaultKind.Duplicate)]
    [InlineData("c\na\ng\na\tgroup\n", 4, EntrantListFaultKind.Duplicate)]
    [InlineData("a\n b\n", 2, EntrantListFaultKind.StrayCharacter)]
    [InlineData("a\nb \n", 2, EntrantListFaultKind.StrayCharacter)]
    [InlineData("a\nb\0\n", 2, EntrantListFaultKind.StrayCharacter)]
    [InlineData("a\rb\n", 1, EntrantListFaultKind.StrayCharacter)]
    [InlineData("\tgroup\n", 1, EntrantListFaultKind.StrayCharacter)]
    [InlineData("a\t\n", 1, EntrantListFaultKind.GroupMalformed)]
    [InlineData("a\tg\th\n", 1, EntrantListFaultKind.GroupMalformed)]
    [InlineData("", 1, EntrantListFaultKind.NoEntrants)]
    public void A_line_that_two_people_could_read_differently_is_a_fault_with_its_number(string text, long line, EntrantListFaultKind kind)
    {
        var error = Assert.Throws<EntrantListException>(() => Read(text));

        var fault = Assert.Single(error.Faults);
        Assert.Equal((line, kind), (fault.Line, fault.Kind));
        Assert.Contains($"line {line}:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_is_not_UTF_8_is_a_fault()
    {
        var reader = new EntrantListReader();
        reader.Append([(byte)'a', (byte)'\n', 0xC3, 0x28, (byte)'\n']);
        Assert.Equal(EntrantListFaultKind.NotUtf8, Assert.Single(Assert.Throws<EntrantListException>(reader.Complete).Faults).Kind);
    }

    [Theory]
    [InlineData(EntrantListReader.IdBytesMax + 1)]
    [InlineData(1_000)]
    [InlineData(200_000)]
    public void A_line_that_is_too_long_is_a_fault_and_is_not_kept(int length) =>
        Assert.Equal(
            (2L, EntrantListFaultKind.TooLong),
            Assert.Single(Assert.Throws<EntrantListException>(() => Read($"a\n{new string('x', length)}\nb\n")).Faults) is var fault ? (fault.Line, fault.Kind) : default);

    [Fact]
    public void An_id_of_the_greatest_length_with_a_group_of_the_greatest_length_is_read()
    {
        var list = Read($"{new string('x', EntrantListReader.IdBytesMax)}\t{new string('g', EntrantListReader.GroupBytesMax)}\r\n");
        Assert.Equal(EntrantListReader.IdBytesMax, list.Id(0).Length);
    }

    [Fact]
    public void Faults_are_counted_in_all_and_the_first_are_told_by_line()
    {
        var text = string.Join('\n', Enumerable.Repeat("same", 60).Append("").Append("end"));

        var error = Assert.Throws<EntrantListException>(() => Read(text, faultsShown: 3));

        Assert.Equal(60, error.FaultCount);
        Assert.Equal([2L, 3L, 4L], error.Faults.Select(fault => fault.Line));
        Assert.Contains("line 2: the id stands on line 1 too", error.Message, StringComparison.Ordinal);
        Assert.Contains("and 57 more", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_nothing_but_faults_is_given_up()
    {
        var error = Assert.Throws<EntrantListException>(() => Read(new string('\n', 1_000_000)));
        Assert.Equal(10_000, error.FaultCount);
        Assert.Contains("reading stopped there", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_are_numbered_as_the_terms_number_them()
    {
        var terms = new DrawTerms([new("r", Amount.FromYuan(1), 1, "resident"), new("v", Amount.FromYuan(1), 1, "visitor")]);

        Assert.Equal([2, 0, 1, 0], Read("a\tvisitor\nb\nc\tresident\nd\tsomebody\n").GroupNumbers(terms));
        Assert.Equal([0, 0], Read("a\nb\n").GroupNumbers(terms));
        Assert.Empty(Read("a\tvisitor\n").GroupNumbers(DrawTerms.OfPlaces(1)));
    }

    [Fact]
    public void More_groups_than_a_draw_can_have_are_a_fault() =>
        Assert.Equal(
            EntrantListFaultKind.TooManyGroups,
            Assert.Throws<EntrantListException>(() => Read(string.Join('\n', Enumerable.Range(0, 251).Select(line => $"{line}\tgroup {line}")))).Faults[0].Kind);

    [Fact]
    public void An_entrant_is_found_by_id()
    {
        var list = Read("c\na\tgroup\nab\n");

        Assert.True(list.TryFind("ab", out var entrant));
        Assert.Equal(1, entrant);
        Assert.True(list.TryFind("a", out entrant));
        Assert.Equal(0, entrant);
        Assert.False(list.TryFind("b", out entrant));
        Assert.Equal(-1, entrant);
    }

    private static EntrantList Read(string text, int faultsShown = 20) =>
        EntrantListReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), faultsShown);

    private static List<string> Ids(EntrantList list) => [.. Enumerable.Range(0, list.Count).Select(list.Id)];
}
