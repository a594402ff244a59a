using System.Runtime.CompilerServices;
using DcepSim.Ledger;

namespace DcepSim.UnitTests.Ledger;

public sealed class RecordMemoryTests
{
    private const int Capacity = 1 << 18; // large enough to come straight from the system
    private const long Bytes = Capacity * 64L;

    [Fact]
    public void Memory_of_accounts_and_holds_that_is_taken_at_once_is_there_and_keeps_what_stands_in_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Memory is taken ahead on Linux only.");
        using var book = new LedgerFixture(new() { AccountsMax = Capacity, HoldsMax = Capacity, SessionsMax = 4 });
        var books = BooksOf(book.Ledger);
        var (accounts, holds) = (ResidentMemory.PlaceOf(in books.Accounts.First[0]), ResidentMemory.PlaceOf(in books.Holds.First[0]));
        Assert.True(ResidentMemory.Of(accounts, Bytes) < Bytes, "All accounts are there already.");
        Assert.True(ResidentMemory.Of(holds, Bytes) < Bytes, "All holds are there already.");
        book.Ledger.PrepareRecords();
        Assert.True(ResidentMemory.Of(accounts, Bytes) >= Bytes, "Accounts are missing.");
        Assert.True(ResidentMemory.Of(holds, Bytes) >= Bytes, "Holds are missing.");
        Assert.Equal(Amount.FromYuan(1_000_000), book.Ledger.BalanceOf(book.Vault));
    }

    [Fact]
    public async Task Memory_that_is_taken_while_somebody_writes_there_loses_nothing()
    {
        const int IntsInPage = 1024;
        using var memory = NativeArray<int>.Zeroed(4096 * IntsInPage); // large enough to come straight from the system
        using var stop = new CancellationTokenSource();
        var taking = Task.Factory.StartNew(
            () =>
            {
                while (!stop.IsCancellationRequested)
                    memory.Fetch(0, memory.Length);
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var lost = 0;
        for (var round = 1; round <= 200; round++)
        {
            for (var place = 0L; place < memory.Length; place += IntsInPage)
                Volatile.Write(ref memory.First[place], round);
            for (var place = 0L; place < memory.Length; place += IntsInPage)
                lost += Volatile.Read(ref memory.First[place]) == round ? 0 : 1;
        }

        await stop.CancelAsync();
        await taking;
        Assert.Equal(0, lost);
    }

    [Fact]
    public void No_snapshot_is_larger_than_that_of_all_that_may_be_held()
    {
        using var book = new LedgerFixture(new() { AccountsMax = 9, HoldsMax = 0, SessionsMax = 4 });
        Assert.InRange(book.Ledger.SnapshotBytesMax, book.Ledger.SnapshotBytes, long.MaxValue);
        using var larger = new LedgerFixture(new() { AccountsMax = 10, HoldsMax = 3, SessionsMax = 5 });
        Assert.Equal(book.Ledger.SnapshotBytesMax + (4 * 64) + 8, larger.Ledger.SnapshotBytesMax);
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_books")]
    private static extern ref Books BooksField(GeneralLedger ledger);

    private static Books BooksOf(GeneralLedger ledger) => BooksField(ledger);
}
