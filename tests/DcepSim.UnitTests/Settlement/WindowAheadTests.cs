using System.Runtime.InteropServices;
using DcepSim.Ledger;
using DcepSim.Settlement;
using DcepSim.Settlement.Journal;
using NodaTime;

namespace DcepSim.UnitTests.Settlement;

public sealed class WindowAheadTests
{
    private const int Window = 1 << 21;
    private const int Most = 1 << 20; // how far ahead at most

    [Fact]
    public void Memory_is_taken_as_far_ahead_as_the_book_has_come_and_a_million_entries_at_most()
    {
        using var ledger = Book(Window);
        using var ahead = new WindowAhead(ledger);
        Assert.Equal(0, ahead.Taken); // who has nothing yet takes nothing
        ahead.Note(100_000);
        AssertTakes(ahead, 200_000);
        ahead.Note(100_001); // too little to wake anybody
        Assert.Equal(200_000, ahead.Taken);
        ahead.Note(Most + 100_000);
        AssertTakes(ahead, Window); // and never beyond the window
        ahead.Note(3 * Window);
        Assert.Equal(Window, ahead.Taken);
    }

    [Fact]
    public void Of_a_large_window_a_million_entries_are_taken_ahead()
    {
        using var ledger = Book(2 * Window);
        using var ahead = new WindowAhead(ledger);
        ahead.Note(Most + 100_000);
        AssertTakes(ahead, (2 * Most) + 100_000);
    }

    [Fact]
    public void A_book_opened_again_takes_the_memory_of_the_entries_that_its_window_wants_back()
    {
        using var ledger = Book(Window);
        ledger.Open(new(AccountKind.Issue, OperatorId.CentralBank));
        ledger.Open(new(AccountKind.Vault, new(1)));
        using var snapshot = new LedgerSnapshot();
        ledger.TakeSnapshot(snapshot);
        using var bytes = new MemoryStream();
        snapshot.WriteTo(piece => bytes.Write(piece));
        bytes.Position = 0;
        using var restored = GeneralLedger.Restore(ledger.Options, bytes.ReadExactly);
        Assert.Equal(1, restored.RefillFrom);
        using var ahead = new WindowAhead(restored);
        ahead.Note(Window);
        AssertTakes(ahead, Window); // counted from before the first entry that is wanted back
    }

    [Fact]
    public void Of_a_small_window_no_memory_is_taken_ahead_and_closing_ends_the_thread_of_a_large_one()
    {
        using var ledger = Book(1 << 18);
        using (var ahead = new WindowAhead(ledger))
        {
            ahead.Note(1 << 17);
            Assert.Equal(0, ahead.Taken);
        }

        using var large = Book(Window);
        using (new WindowAhead(large)) // closing waits for its thread: were it not told, this would not end
        {
        }
    }

    [Fact]
    public void Taken_at_once_the_window_is_in_memory_before_anything_stands_in_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Memory is taken ahead on Linux only.");
        using var ledger = Book(Window);
        ledger.Open(new(AccountKind.Issue, OperatorId.CentralBank));
        Assert.True(ResidentMemory.Of(WindowOf(ledger), Window * 64L) < Window * 32L, "Half of it is there already.");
        using var ahead = new WindowAhead(ledger, atOnce: true);
        Assert.Equal(ledger.Sequence + Window, ahead.Taken);
        Assert.True(ResidentMemory.Of(WindowOf(ledger), Window * 64L) >= Window * 64L, $"Only {ResidentMemory.Of(WindowOf(ledger), Window * 64L)} bytes are there.");
    }

    [Theory]
    [InlineData(true, 1 << 20)]
    [InlineData(false, 0)]
    public async Task A_settlement_opens_with_its_memory_taken_where_that_is_asked_for(bool isAsked, long taken)
    {
        var options = new PipelineOptions
        {
            TakesMemoryAtOnce = isAsked,
            Journal = new() { SegmentBytes = 1 << 21, SegmentsAhead = 1, ReserveBytes = 0, PreparesInBackground = false },
        };
        await using var settlement = PipelinedSettlement.Open(new MemoryJournalStore(), new OwnClock(), options);
        Assert.Equal(taken, settlement.WindowTaken);
        Assert.Equal(isAsked, settlement.HasSnapshotMemory);
    }

    [Fact]
    public void Taking_the_whole_window_can_be_stopped()
    {
        using var ledger = Book(Window);
        Assert.Throws<OperationCanceledException>(() => new WindowAhead(ledger, atOnce: true, new CancellationToken(canceled: true)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_opening_that_was_stopped_leaves_the_journal_to_be_opened_again(bool takesMemory)
    {
        using var stopped = new CancellationTokenSource();
        var store = new MemoryJournalStore();
        var options = new PipelineOptions
        {
            TakesMemoryAtOnce = takesMemory,
            Journal = new() { SegmentBytes = 1 << 21, SegmentsAhead = 1, ReserveBytes = 0, PreparesInBackground = false },
        };
        AccountId account;
        await using (var settlement = PipelinedSettlement.Open(store, new OwnClock(), options with { StopsOpening = stopped.Token }))
            account = await settlement.OpenAsync(new(AccountKind.Issue, OperatorId.CentralBank), TestContext.Current.CancellationToken);
        await stopped.CancelAsync();
        Assert.Throws<OperationCanceledException>(() => PipelinedSettlement.Open(store, new OwnClock(), options with { StopsOpening = stopped.Token }));

        await using var again = PipelinedSettlement.Open(store, new OwnClock(), options);
        Assert.Equal(Amount.FromFen(0), await again.BalanceOfAsync(account, TestContext.Current.CancellationToken));
    }

    private static nint WindowOf(GeneralLedger ledger) => ResidentMemory.PlaceOf(in MemoryMarshal.GetReference(ledger.EntriesAfter(0, 1)));

    private static GeneralLedger Book(int window) => new(new() { AccountsMax = 16, IdempotencyWindow = window, ExpiriesMax = 16 });

    private static void AssertTakes(WindowAhead ahead, long through)
    {
        SpinWait.SpinUntil(() => ahead.Taken >= through, TimeSpan.FromSeconds(60));
        Assert.Equal(through, ahead.Taken);
    }

    private sealed class OwnClock : IClock
    {
        public Instant GetCurrentInstant() => Instant.FromUtc(2020, 10, 10, 0, 0);
    }
}
