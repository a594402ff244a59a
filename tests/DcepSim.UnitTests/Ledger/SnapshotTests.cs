using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DcepSim.Ledger;
using NodaTime;

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

    [Fact]
    public void A_payment_refused_on_a_new_day_leaves_the_payers_record_as_it_was()
    {
        using var book = new LedgerFixture(limits: new(null, null, Amount.FromYuan(500), Amount.FromYuan(800)));
        book.Move(TransferKind.Load, book.Vault, book.Person, 2_000);
        book.Move(TransferKind.Load, book.Vault, book.Other, 100);
        Assert.True(book.Move(TransferKind.Payment, book.Other, book.Merchant, 50).IsAccepted);
        Assert.True(book.Move(TransferKind.Payment, book.Person, book.Merchant, 200).IsAccepted);
        RefuseTomorrow(book, book.Other, 51, SettlementStatus.InsufficientFunds);
        RefuseTomorrow(book, book.Person, 501, SettlementStatus.DayLimit);
        Assert.True(book.Move(TransferKind.Payment, book.Person, book.Merchant, 400).IsAccepted);
        RefuseTomorrow(book, book.Person, 201, SettlementStatus.YearLimit);
    }

    public void Dispose() => _book.Dispose();

    private static void RefuseTomorrow(LedgerFixture book, AccountId payer, long yuan, SettlementStatus reason)
    {
        var before = Accounts(book.Ledger);
        book.Now += Duration.FromDays(1);
        Assert.Equal(reason, book.Move(TransferKind.Payment, payer, book.Merchant, yuan).Status);
        Assert.Equal(before, Accounts(book.Ledger));
    }

    /// <summary>The accounts' records, without the marks that say which snapshot has them.</summary>
    private static byte[] Accounts(GeneralLedger ledger)
    {
        using var snapshot = new LedgerSnapshot();
        ledger.TakeSnapshot(snapshot);
        var bytes = new List<byte>();
        snapshot.WriteTo(piece => bytes.AddRange(piece));
        var records = bytes.GetRange(Unsafe.SizeOf<SnapshotHeader>(), ledger.AccountCount * AccountRecord.Bytes);
        return [.. records.Where((_, place) => place % AccountRecord.Bytes != AccountRecord.Bytes - 1)];
    }
}
