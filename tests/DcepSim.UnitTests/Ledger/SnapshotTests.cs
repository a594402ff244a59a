using DcepSim.Ledger;

namespace DcepSim.UnitTests.Ledger;

public sealed class SnapshotTests : IDisposable
{
    private readonly LedgerFixture _book = new();

    [Fact]
    public void A_snapshot_for_which_there_is_no_memory_can_be_used_again()
    {
        using var snapshot = new LedgerSnapshot();
        snapshot.Prepare(1 << 20);
        Assert.Throws<OutOfMemoryException>(() => snapshot.Prepare(1L << 60));
        Assert.Equal((0, 0), (snapshot.Sequence, snapshot.Length));

        _book.Ledger.TakeSnapshot(snapshot);

        Assert.Equal((_book.Ledger.Sequence, _book.Ledger.SnapshotBytes), (snapshot.Sequence, snapshot.Length));
    }

    public void Dispose() => _book.Dispose();
}
