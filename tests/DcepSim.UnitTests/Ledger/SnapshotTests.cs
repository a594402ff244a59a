using System.Runtime.InteropServices;
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

    [Fact]
    public void A_snapshot_of_another_format_is_refused_with_both_formats_named()
    {
        using var snapshot = new LedgerSnapshot();
        _book.Ledger.TakeSnapshot(snapshot);
        var bytes = new List<byte>();
        snapshot.WriteTo(piece => bytes.AddRange(piece));
        BitConverter.TryWriteBytes(CollectionsMarshal.AsSpan(bytes), LedgerSnapshot.FormatVersion + 1L);
        var read = 0;
        var refusal = Assert.Throws<LedgerFormatException>(() => GeneralLedger.Restore(_book.Ledger.Options, piece =>
        {
            bytes.Slice(read, piece.Length).ToArray().CopyTo(piece);
            read += piece.Length;
        }));
        Assert.Equal(LedgerSnapshot.FormatVersion + 1, refusal.Found);
        Assert.Contains($"this build reads format {LedgerSnapshot.FormatVersion}", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _book.Dispose();
}
