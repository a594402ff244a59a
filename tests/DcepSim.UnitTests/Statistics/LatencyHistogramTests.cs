using DcepSim.Statistics.Estimation;
using DcepSim.Statistics.Sampling;

namespace DcepSim.UnitTests.Statistics;

public class LatencyHistogramTests
{
    [Fact]
    public void Percentiles_are_those_of_the_sorted_values_within_the_stated_resolution()
    {
        var words = new KeyedWords(RandomKey.FromSeed(40));
        var histogram = new LatencyHistogram();
        var values = Enumerable.Range(0, 50_000).Select(i => (long)(words.Next() >> (2 + (i % 60)))).ToArray();
        foreach (var value in values)
            histogram.Record(value);
        Array.Sort(values);
        foreach (var share in new[] { 0, 0.001, 0.25, 0.5, 0.9, 0.99, 0.999, 1 })
        {
            var exact = values[Math.Max(0, (int)Math.Ceiling(share * values.Length) - 1)];
            Assert.InRange(histogram.ValueAt(share), exact, Math.Min(values[^1], exact + (exact >> 7)));
        }

        Assert.Equal((50_000L, values[^1]), (histogram.Count, histogram.Max));
        Assert.Equal(values.Average(v => (double)v), histogram.Mean, histogram.Mean * 1e-12);
    }

    [Fact]
    public void Small_values_and_the_greatest_are_exact()
    {
        var histogram = new LatencyHistogram();
        for (var value = 0L; value < 256; value++)
            histogram.Record(value);
        for (var value = 0; value < 256; value++)
            Assert.Equal(value, histogram.ValueAt((value + 1) / 256.0));
        histogram.Record(long.MaxValue);
        Assert.Equal(long.MaxValue, histogram.ValueAt(1));
    }

    [Fact]
    public void Values_up_to_a_bound_are_counted_within_the_stated_resolution()
    {
        var histogram = new LatencyHistogram();
        foreach (var value in new[] { 0L, 5, 100, 10_000, 1_000_000 })
            histogram.Record(value, times: 10);

        Assert.Equal([10, 20, 30, 40, 50, 50], new[] { 4L, 5, 9_000, 10_000, 1_000_000, long.MaxValue }.Select(histogram.CountAtMost));
        Assert.Throws<ArgumentOutOfRangeException>(() => histogram.CountAtMost(-1));
    }

    [Fact]
    public void A_cleared_histogram_is_like_a_new_one()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(1_000_000, times: 10);
        histogram.Clear();
        Assert.Equal((0L, 0L, 0.0, 0L), (histogram.Count, histogram.Max, histogram.Mean, histogram.ValueAt(1)));

        histogram.Record(5);
        Assert.Equal((1L, 5L, 5.0, 5L), (histogram.Count, histogram.Max, histogram.Mean, histogram.ValueAt(0.5)));
    }

    [Fact]
    public void Histograms_of_threads_add_up_to_the_histogram_of_all()
    {
        var (all, one, other) = (new LatencyHistogram(10), new LatencyHistogram(10), new LatencyHistogram(10));
        var words = new KeyedWords(RandomKey.FromSeed(41));
        for (var i = 0; i < 10_000; i++)
        {
            var value = (long)words.Below(5_000_000);
            all.Record(value);
            (i % 3 == 0 ? one : other).Record(value);
        }

        one.Add(other);
        foreach (var share in new[] { 0.5, 0.99, 0.999, 1 })
            Assert.Equal(all.ValueAt(share), one.ValueAt(share));
        Assert.Equal((all.Count, all.Max, all.Mean), (one.Count, one.Max, one.Mean));
    }

    [Fact]
    public void An_empty_histogram_is_all_zeros_and_nonsense_is_refused()
    {
        var histogram = new LatencyHistogram();
        Assert.Equal((0L, 0L, 0.0), (histogram.ValueAt(0.99), histogram.Max, histogram.Mean));
        histogram.Record(5, 3);
        Assert.Equal(3, histogram.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => histogram.Record(-1));
        Assert.Throws<ArgumentException>(() => histogram.Add(new LatencyHistogram(8)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LatencyHistogram(15));
    }
}
