using DcepSim.Settlement.Reading;
using NodaTime;

namespace DcepSim.UnitTests.Settlement;

public class IndexPaceTests
{
    private const long WorkAtOnce = 1 << 18;
    private const int Pieces = 10;
    private const long First = 5_001;
    private const long Last = 6_000;

    [Theory]
    [InlineData(0, Pieces)] // nothing is settled: after each piece
    [InlineData(375, Pieces / 2)] // half of three quarters of the next segment are full: half of the work is late
    [InlineData(749, 1)]
    [InlineData(750, 0)]
    public void It_rests_after_a_piece_of_work_that_is_ahead_of_the_next_segment(long settledSince, int rests)
    {
        var pace = Begun(Last + settledSince);
        for (var piece = 0; piece < Pieces; piece++)
            pace.Did(WorkAtOnce);
        Assert.Equal(Duration.FromSeconds(rests), pace.Rested);
    }

    [Fact]
    public void Less_than_a_piece_of_work_is_no_reason_to_rest_and_what_is_left_over_counts_for_the_next()
    {
        var pace = Begun(Last);
        pace.Did(WorkAtOnce - 1);
        Assert.Equal(Duration.Zero, pace.Rested);
        pace.Did(1);
        Assert.Equal(Duration.FromSeconds(1), pace.Rested);
        pace.Did(WorkAtOnce - 1);
        Assert.Equal(Duration.FromSeconds(1), pace.Rested);
        pace.Did(1);
        Assert.Equal(Duration.FromSeconds(2), pace.Rested);
    }

    [Fact]
    public void It_rests_no_more_once_it_is_hurried()
    {
        using var hurries = new ManualResetEventSlim();
        var pace = Begun(Last, hurries);
        pace.Did(WorkAtOnce);
        hurries.Set();
        pace.Did(WorkAtOnce);
        Assert.Equal(Duration.FromSeconds(1), pace.Rested);
    }

    [Fact]
    public void The_next_index_begins_anew()
    {
        var pace = Begun(Last);
        pace.Did((WorkAtOnce * 3) - 1);
        pace.Begin(Pieces * WorkAtOnce, First, Last);
        Assert.Equal(Duration.Zero, pace.Rested);
        pace.Did(WorkAtOnce - 1);
        Assert.Equal(Duration.Zero, pace.Rested);
        pace.Did(1);
        Assert.Equal(Duration.FromSeconds(1), pace.Rested);
    }

    private static IndexPace Begun(long reached, ManualResetEventSlim? hurries = null)
    {
        var pace = new IndexPace(() => reached, hurries ?? new ManualResetEventSlim(), new RestCounter());
        pace.Begin(Pieces * WorkAtOnce, First, Last);
        return pace;
    }

    /// <summary>Looked at before and after each rest: whatever a rest takes, it is a second by this clock.</summary>
    private sealed class RestCounter : IClock
    {
        private Instant _now = Instant.FromUtc(2020, 12, 11, 12, 0);
        private bool _isResting;

        public Instant GetCurrentInstant()
        {
            _now += _isResting ? Duration.FromSeconds(1) : Duration.Zero;
            _isResting = !_isResting;
            return _now;
        }
    }
}
