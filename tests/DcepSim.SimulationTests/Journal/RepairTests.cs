namespace DcepSim.SimulationTests.Journal;

public class RepairTests
{
    private const int HeaderCopy = 1;
    private const int FirstRecords = 5; // after the segment's header and copy, and the opening mark and its copy, and the group's own header
    private const int SecondRecords = 6;

    [Fact]
    public void After_an_orderly_close_damage_beyond_repair_is_never_taken_for_a_torn_tail()
    {
        Assert.Null(new RepairExam().FaultAfterClose());
    }

    [Fact]
    public void Without_either_flush_of_an_orderly_close_the_exam_fails()
    {
        const int Choices = 60;
        var rehearsal = new RepairExam();
        rehearsal.FaultAfterClose();
        var (content, mark) = (rehearsal.CloseFlushes.Count - 2, rehearsal.CloseFlushes.Count - 1);
        Assert.NotNull(new RepairExam { FlushLeftOut = mark }.FaultAfterClose());

        var call = rehearsal.CloseFlushes[mark].Call - 1;
        var choices = Enumerable.Range(0, Choices);
        Assert.All(choices, choice => Assert.Null(new RepairExam().FaultAmidClose(call, choice)));
        Assert.Contains(choices, choice => new RepairExam { FlushLeftOut = content }.FaultAmidClose(call, choice) is not null);
    }

    [Theory]
    [InlineData(FirstRecords, SecondRecords)]
    [InlineData(SecondRecords, FirstRecords)]
    [InlineData(0, HeaderCopy)]
    [InlineData(HeaderCopy, 0)]
    public void A_repair_lasts_and_without_any_of_its_flushes_the_exam_fails(int first, int second)
    {
        var exam = new RepairExam();
        Assert.Null(exam.FaultAfterRepair(first, second));
        var repairs = Enumerable.Range(0, exam.RepairFlushes.Count).Where(flush => exam.RepairFlushes[flush].What == "0000000000.segment").ToArray();
        Assert.NotEmpty(repairs);
        Assert.All(repairs, flush => Assert.NotNull(new RepairExam { FlushLeftOut = flush }.FaultAfterRepair(first, second)));
    }
}
