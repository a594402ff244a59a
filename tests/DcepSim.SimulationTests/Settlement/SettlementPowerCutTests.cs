using DcepSim.Settlement.Journal;
using DcepSim.Testing;

namespace DcepSim.SimulationTests.Settlement;

public class SettlementPowerCutTests
{
    private const int Seeds = 2;
    private const int Choices = 5;
    private const int CallsAfterFlush = 12;

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public void Every_receipt_given_before_the_power_went_is_found_again_once(long checkpointEntries)
    {
        var (points, receipts) = (0, 0);
        Parallel.For(1, TestScale.Of(Seeds) + 1, seed =>
        {
            var calls = new SettlementPowerCutExam(seed) { CheckpointEntries = checkpointEntries }.Rehearse().Calls;
            for (var call = 1; call <= calls; call++)
            {
                var exam = new SettlementPowerCutExam(seed) { CheckpointEntries = checkpointEntries };
                var fault = exam.Fault(call, call % Choices);
                Assert.True(fault is null, $"seed {seed}, power lost at call {call}: {fault}");
                Interlocked.Increment(ref points);
                Interlocked.Add(ref receipts, exam.Given);
            }
        });
        TestContext.Current.SendDiagnosticMessage($"{points:N0} power-cut points of a whole settlement, seeds 1 to {TestScale.Of(Seeds)}, {receipts:N0} receipts found again");
        Assert.True(points >= TestScale.Of(125), $"{points} points are too few to tell.");
        Assert.True(receipts > points * 20, $"{receipts} receipts at {points} points: too few to tell.");
    }

    [Fact]
    public void Without_any_one_flush_that_a_receipt_waited_for_the_exam_fails()
    {
        var (_, flushes, noted) = new SettlementPowerCutExam(1).Rehearse();
        var wanted = Enumerable.Range(0, flushes.Count).Take(noted).Where(flush => IsContent(flushes[flush].What)).ToArray();
        Assert.True(wanted.Length > 20, $"{wanted.Length} flushes were looked at.");
        Assert.All(wanted, flush => Assert.True(IsMissed(flush, flushes[flush].Call), $"flush {flush}, {flushes[flush]}, is not missed"));
    }

    [Fact]
    public void Answering_before_the_flush_fails_the_exam()
    {
        var exam = new SettlementPowerCutExam(1) { FlushesLate = true };
        Assert.Contains(Enumerable.Range(0, exam.Rehearse().Calls), call => exam.Fault(call, 0) is not null);
    }

    // Names, and segments written ahead, are flushed long before they are used; the journal's own exam leaves out each of those.
    private static bool IsContent(string what) => what.EndsWith(JournalLayout.SegmentExtension, StringComparison.Ordinal);

    private static bool IsMissed(int flush, int call) =>
        Enumerable.Range(call, CallsAfterFlush).Any(later => Enumerable.Range(0, Choices).Any(choice => new SettlementPowerCutExam(1) { FlushLeftOut = flush }.Fault(later, choice) is not null));
}
