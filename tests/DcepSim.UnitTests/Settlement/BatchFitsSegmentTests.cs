using DcepSim.Settlement;
using DcepSim.Settlement.Journal;
using NodaTime;

namespace DcepSim.UnitTests.Settlement;

public sealed class BatchFitsSegmentTests
{
    private readonly MemoryJournalStore _store = new();

    [Fact]
    public void A_batch_that_fits_no_segment_is_told_before_a_journal_is_made()
    {
        var fault = Assert.Throws<ArgumentException>(() => Open(segmentBytes: 1 << 16, batchMax: 2_000));
        Assert.Contains("SegmentBytes is 65536", fault.Message, StringComparison.Ordinal);
        Assert.Empty(_store.Names());
    }

    [Fact]
    public async Task A_batch_that_fits_no_segment_of_an_earlier_opening_is_told_with_what_does_fit()
    {
        await Open(segmentBytes: 1 << 16, batchMax: 100).DisposeAsync();

        var fault = Assert.Throws<ArgumentException>(() => Open(segmentBytes: 1 << 20, batchMax: 2_000));
        Assert.Contains("segments from an earlier opening that take 704", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("1048576", fault.Message, StringComparison.Ordinal);
        using (_store.Lock()) // and the folder was let go
        {
        }
    }

    private PipelinedSettlement Open(int segmentBytes, int batchMax) => PipelinedSettlement.Open(_store, SystemClock.Instance, new()
    {
        BatchTransfersMax = batchMax,
        Ledger = new() { ExpiriesMax = 100 },
        Journal = new() { SegmentBytes = segmentBytes, SegmentsAhead = 1, ReserveBytes = 0, PreparesInBackground = false },
    });
}
