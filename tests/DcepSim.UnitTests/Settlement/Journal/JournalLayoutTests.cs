using System.Runtime.CompilerServices;
using DcepSim.Settlement.Journal;

namespace DcepSim.UnitTests.Settlement.Journal;

public class JournalLayoutTests
{
    [Fact]
    public void The_layout_page_says_what_the_code_says()
    {
        var page = File.ReadAllText(Path.Combine(RoomFolder(), "LAYOUT.md"));
        Assert.Contains(JournalLayout.Describe(), page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    [InlineData(62, 2)]
    [InlineData(63, 4)]
    [InlineData(64, 4)]
    [InlineData(65, 5)]
    [InlineData(63_488, 995)]
    public void A_group_takes_as_many_blocks_as_its_records_ask_for(int records, int blocks)
    {
        Assert.Equal(blocks, JournalLayout.BlocksOf(records));
    }

    private static string RoomFolder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "..", "src", "DcepSim.Settlement", "Journal"));
}
