using DcepSim.Testing;

namespace DcepSim.SimulationTests.Journal;

public class PowerCutTests
{
    private const int Seeds = 1;
    private const int ChoicesPerCall = 3;
    private const int CallsAfterFlush = 40;

    [Fact]
    public void Whatever_was_answered_for_survives_a_power_cut_at_any_call()
    {
        for (var seed = 1; seed <= TestScale.Of(Seeds); seed++)
        {
            var exam = new PowerCutExam(seed);
            var calls = exam.Rehearse().Calls;
            for (var call = 0; call <= calls; call++)
            {
                for (var choice = 0; choice < ChoicesPerCall; choice++)
                    Assert.True(exam.Fault(call, choice) is null, $"seed {seed}, power lost at call {call}, choice {choice}: {exam.Fault(call, choice)}");
            }
        }
    }

    /// <summary>
    /// Bursts leave several groups to one flush. Names flushed for a segment are left out here: in a burst those of the next segment
    /// follow before anything in this one is answered for, and cover for them.
    /// </summary>
    [Fact]
    public void Without_any_one_flush_of_content_or_of_a_checkpoint_the_exam_fails()
    {
        var flushes = new PowerCutExam(1).Rehearse().Flushes;
        Assert.Contains(flushes, flush => flush.What.EndsWith(".checkpoint.writing", StringComparison.Ordinal));
        var needless = Enumerable.Range(0, flushes.Count)
            .Where(flush => flushes[flush].What != "names" || flushes[flush - 1].What.Contains(".checkpoint", StringComparison.Ordinal))
            .Where(flush => !IsMissed(new PowerCutExam(1) { FlushLeftOut = flush }, flushes[flush].Call));
        Assert.Empty(needless.Select(flush => $"{flush}: {flushes[flush]}"));
    }

    [Fact]
    public void Without_any_one_flush_of_a_steady_course_the_exam_fails()
    {
        var flushes = new PowerCutExam(1) { IsSteady = true, TakesCheckpoints = false }.Rehearse().Flushes;
        var unused = Enumerable.Range(0, flushes.Count).Last(flush => flushes[flush].What == "names"); // nothing is written to the last segment
        var needless = Enumerable.Range(0, flushes.Count).Where(flush => flush != unused)
            .Where(flush => !IsMissed(new PowerCutExam(1) { IsSteady = true, TakesCheckpoints = false, FlushLeftOut = flush }, flushes[flush].Call));
        Assert.Empty(needless.Select(flush => $"{flush}: {flushes[flush]}"));
    }

    [Fact]
    public void Answering_before_the_flush_fails_the_exam()
    {
        var exam = new PowerCutExam(1) { AnswersEarly = true };
        Assert.Contains(Enumerable.Range(0, exam.Rehearse().Calls), call => exam.Fault(call, 0) is not null);
    }

    private static bool IsMissed(PowerCutExam exam, int call) =>
        Enumerable.Range(0, ChoicesPerCall).Any(choice => Enumerable.Range(call, CallsAfterFlush).Any(later => exam.Fault(later, choice) is not null));
}
