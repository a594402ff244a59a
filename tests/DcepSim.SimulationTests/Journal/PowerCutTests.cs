using DcepSim.Settlement.Journal;
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
        var points = 0;
        Parallel.For(1, TestScale.Of(Seeds) + 1, seed => Interlocked.Add(ref points, CutEverywhere(seed)));
        TestContext.Current.SendDiagnosticMessage($"{points:N0} power-cut points, seeds 1 to {TestScale.Of(Seeds)}");
        Assert.True(points >= TestScale.Of(250), $"{points} points are too few to tell.");
    }

    [Fact]
    public void In_the_night_the_power_is_cut_at_every_call_of_new_courses_for_as_long_as_told()
    {
        Assert.SkipUnless(Nightly.Span > TimeSpan.Zero, $"Set {Nightly.Variable} to a number of minutes.");
        var seed = Nightly.FirstSeed(1_000_001) - 1;
        Nightly.Repeat(() => CutEverywhere(Interlocked.Increment(ref seed)));
        TestContext.Current.SendDiagnosticMessage($"seeds to {seed}");
    }

    private static int CutEverywhere(long seed)
    {
        var exam = new PowerCutExam(seed);
        var calls = exam.Rehearse().Calls;
        for (var call = 0; call <= calls; call++)
        {
            for (var choice = 0; choice < ChoicesPerCall; choice++)
            {
                var fault = exam.Fault(call, choice);
                Assert.True(fault is null, $"seed {seed}, power lost at call {call}, choice {choice}: {fault}");
            }
        }

        return (calls + 1) * ChoicesPerCall;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_a_power_cut_leaves_is_recovered_by_the_store_on_a_real_disk(bool isDirect)
    {
        var exam = new PowerCutExam(2);
        var calls = exam.Rehearse().Calls;
        for (var call = isDirect ? 1 : 4; call <= calls; call += 9)
        {
            var place = Directory.CreateTempSubdirectory("dcepsim-power-").FullName;
            var fault = exam.FaultOn(new FileJournalStore(place, isDirect), call, call);
            Directory.Delete(place, recursive: true);
            Assert.True(fault is null, $"power lost at call {call}: {fault}");
        }
    }

    [Fact]
    public void Whatever_was_answered_for_survives_the_end_of_the_process_at_any_call_and_a_power_cut_later()
    {
        var calls = new PowerCutExam(1).Rehearse().Calls;
        for (var ends = 1; ends < calls; ends++)
        {
            var exam = new PowerCutExam(1) { ProcessEndsAt = ends };
            foreach (var call in new[] { ends + 1 + ends % 7, ends + 8 + ends % 29 })
            {
                var fault = exam.Fault(call, 0);
                Assert.True(fault is null, $"process ended at call {ends}, power lost at call {call}: {fault}");
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
            .Where(flush => flushes[flush].What != "names" || (flush > 0 && flushes[flush - 1].What.Contains(".checkpoint", StringComparison.Ordinal)))
            .Where(flush => !IsMissed(new PowerCutExam(1) { FlushLeftOut = flush }, flushes[flush].Call));
        Assert.Empty(needless.Select(flush => $"{flush}: {flushes[flush]}"));
    }

    [Fact]
    public void Without_any_one_flush_of_a_steady_course_the_exam_fails()
    {
        var flushes = new PowerCutExam(1) { IsSteady = true, TakesCheckpoints = false }.Rehearse().Flushes;
        var needless = Enumerable.Range(0, flushes.Count).Where(flush => !IsUnused(flushes, flush))
            .Where(flush => !IsMissed(new PowerCutExam(1) { IsSteady = true, TakesCheckpoints = false, FlushLeftOut = flush }, flushes[flush].Call));
        Assert.Empty(needless.Select(flush => $"{flush}: {flushes[flush]}"));
    }

    [Fact]
    public void Without_the_flush_of_names_on_opening_a_process_that_ended_amid_a_rename_fails_the_exam()
    {
        var rehearsal = new PowerCutExam(1) { IsSteady = true, TakesCheckpoints = false }.Rehearse();
        var renamed = rehearsal.Flushes.Where(flush => flush.What == "names").Select(flush => flush.Call - 1).Skip(2).First();
        PowerCutExam Exam(int leftOut) => new(1) { IsSteady = true, TakesCheckpoints = false, ProcessEndsAt = renamed, FlushLeftOut = leftOut };
        var flushes = Exam(-1).Rehearse().Flushes;
        var onOpening = Enumerable.Range(0, flushes.Count).First(flush => flushes[flush].What == "names" && flushes[flush].Call > renamed);
        Assert.False(IsMissed(Exam(-1), renamed));
        Assert.True(IsMissed(Exam(onOpening), renamed));
    }

    /// <summary>The names flushed before an old checkpoint's file is written over: else a power cut shows its old name over torn content.</summary>
    [Fact]
    public void An_old_checkpoint_is_written_over_only_once_its_name_is_gone_and_without_that_flush_the_exam_fails()
    {
        PowerCutExam Exam(int leftOut) => new(1) { IsSteady = true, TakesManyCheckpoints = true, FlushLeftOut = leftOut };
        var rehearsal = Exam(-1).Rehearse();
        var flushes = rehearsal.Flushes;
        // Where a segment was made ready meanwhile, the flush of its name has taken the checkpoint's along.
        var before = Enumerable.Range(3, flushes.Count - 4)
            .Where(flush => !flushes[flush - 3].What.EndsWith(".preparing", StringComparison.Ordinal))
            .Where(flush => flushes[flush].What == "names" && flushes[flush - 1].What.EndsWith(JournalLayout.SegmentExtension, StringComparison.Ordinal)
                && flushes[flush + 1].What.EndsWith(".checkpoint.writing", StringComparison.Ordinal))
            .ToArray();
        Assert.True(before.Length > 10, $"{before.Length} checkpoints were written over.");
        Assert.All(Enumerable.Range(0, rehearsal.Calls).Where(call => call % 3 == 0), call => Assert.Null(Exam(-1).Fault(call, call % ChoicesPerCall)));
        Assert.All(before, flush => Assert.True(IsMissed(Exam(flush), flushes[flush].Call, choices: 20), $"flush {flush} is not missed"));
    }

    [Fact]
    public void Answering_before_the_flush_fails_the_exam()
    {
        var exam = new PowerCutExam(1) { AnswersEarly = true };
        Assert.Contains(Enumerable.Range(0, exam.Rehearse().Calls), call => exam.Fault(call, 0) is not null);
    }

    // Nothing is written any more to the last segment made; and the names flushed on opening matter only after a process that ended amid a
    // rename, for which there is an exam of its own.
    private static bool IsUnused(IReadOnlyList<(int Call, string What)> flushes, int flush) =>
        flushes[flush].What == "names" && (flush == 0 || !flushes[flush - 1].What.EndsWith(".preparing", StringComparison.Ordinal) || flushes.Skip(flush + 1).All(later => later.What != "names"));

    private static bool IsMissed(PowerCutExam exam, int call, int choices = ChoicesPerCall) =>
        Enumerable.Range(0, choices).Any(choice => Enumerable.Range(call, CallsAfterFlush).Any(later => exam.Fault(later, choice) is not null));
}
