using System.Runtime.InteropServices;
using DcepSim.Ledger;
using DcepSim.Settlement;
using DcepSim.Settlement.Journal;
using DcepSim.Testing;
using DcepSim.Testing.Ledgers;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.HighPerformance;

namespace DcepSim.PropertyTests;

/// <summary>
/// L2: answers are as if transfers were applied one by one in sequence order at their journaled times, whatever the batch cuts; and the
/// journal, replayed, gives the same books.
/// </summary>
public class L2_AnswersDependOnSequenceAndTimeOnly
{
    [Fact]
    public void Batches_cut_anywhere_between_chains_get_the_same_answers_and_leave_the_same_journal()
    {
        Prop.ForAll(LedgerPlan.Arbitrary(300), CutEverywhere).Check(Config.QuickThrowOnFailure.WithMaxTest(TestScale.Of(15)));
    }

    [Fact]
    public void A_journal_replayed_in_any_pieces_gives_the_same_books()
    {
        Prop.ForAll(LedgerPlan.Arbitrary(300), Replay).Check(Config.QuickThrowOnFailure.WithMaxTest(TestScale.Of(15)));
    }

    [Fact]
    public void An_entry_changed_in_any_field_that_matters_is_found_by_replay()
    {
        Prop.ForAll(LedgerPlan.Arbitrary(20), Falsify).Check(Config.QuickThrowOnFailure.WithMaxTest(TestScale.Of(15)));
    }

    [Fact]
    public void A_pipeline_of_any_depth_gives_the_same_answers_and_books_as_one_thread()
    {
        Prop.ForAll(LedgerPlan.Arbitrary(200), plan => Pipe(plan).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(TestScale.Of(10)));
    }

    [Fact]
    public void Transfers_handed_over_with_times_of_their_own_get_the_same_answers_also_in_a_book_that_was_cleared()
    {
        Prop.ForAll(LedgerPlan.Arbitrary(300), HandOverTimed).Check(Config.QuickThrowOnFailure.WithMaxTest(TestScale.Of(15)));
    }

    private static void HandOverTimed(LedgerPlan plan)
    {
        var batches = new List<(LedgerBatch Batch, Transfer[] Transfers, Receipt[] Receipts)>();
        var workload = new LedgerWorkload(plan);
        using var ledger = new GeneralLedger(plan.Options);
        foreach (var terms in workload.Opening)
            ledger.Open(terms);
        foreach (var batch in workload.Batches())
        {
            foreach (var (account, condition) in batch.Changes)
                ledger.ChangeCondition(account, condition);
            var (transfers, receipts) = (batch.Transfers.ToArray(), new Receipt[batch.Transfers.Count]);
            ledger.Apply(transfers, batch.Time, receipts);
            for (var i = 0; i < transfers.Length; i++)
                workload.Learn(transfers[i], receipts[i]);
            batches.Add((batch, transfers, receipts));
        }

        using var cleared = new GeneralLedger(plan.Options);
        foreach (var history in new[] { batches[..(batches.Count / 2)], batches }) // the first half soils the book
        {
            cleared.Clear();
            ApplyTimed(cleared, workload, history);
        }

        Assert.Equal(ledger.Sequence, cleared.Sequence);
        for (var account = 1; account <= ledger.AccountCount; account++)
            Assert.Equal(ledger.StandingOf(new(account)), cleared.StandingOf(new(account)));
        Assert.True(cleared.TakeTrialBalance().IsBalanced);
    }

    private static void ApplyTimed(GeneralLedger ledger, LedgerWorkload workload, List<(LedgerBatch Batch, Transfer[] Transfers, Receipt[] Receipts)> batches)
    {
        foreach (var terms in workload.Opening)
            ledger.Open(terms);
        for (var from = 0; from < batches.Count;)
        {
            foreach (var (account, condition) in batches[from].Batch.Changes)
                ledger.ChangeCondition(account, condition);
            var until = from + 1;
            while (until < batches.Count && CanFollow(batches[until - 1], batches[until]))
                until++;
            var together = batches[from..until];
            var transfers = together.SelectMany(part => part.Transfers).ToArray();
            var receipts = new Receipt[transfers.Length];
            if (transfers.Length == 0)
                ledger.Apply([], together[0].Batch.Time, []); // only moves the time
            else
                ledger.Apply(transfers, together.SelectMany(part => part.Transfers.Select(_ => part.Batch.Time)).ToArray(), receipts);
            Assert.Equal(together.SelectMany(part => part.Receipts), receipts);
            from = until;
        }
    }

    // A chain left open ends with its batch; an empty batch only moves the time.
    private static bool CanFollow((LedgerBatch Batch, Transfer[] Transfers, Receipt[] Receipts) first, (LedgerBatch Batch, Transfer[] Transfers, Receipt[] Receipts) second) =>
        first.Transfers.Length > 0 && second.Transfers.Length > 0 && second.Batch.Changes.Count == 0
        && (first.Transfers[^1].Flags & TransferFlags.Linked) == 0;

    private static async Task Pipe(LedgerPlan drawn)
    {
        var plan = drawn with { WindowBits = 10 };
        var options = new PipelineOptions
        {
            Ledger = plan.Options,
            BatchTransfersMax = 24 + (plan.Seed % 100),
            RequestsWaitingMax = 1 + (plan.Seed % 50),
            BatchesUnderWayMax = 1 + (plan.Seed % 5),
            Journal = new() { SegmentBytes = 1 << 16, SegmentsAhead = 1, ReserveBytes = 0, PreparesInBackground = false },
        };
        var clock = new StandingClock();
        await using var inline = new InlineSettlement(plan.Options, clock);
        await using var pipelined = PipelinedSettlement.Open(new MemoryJournalStore(), clock, options);
        var workload = new LedgerWorkload(plan);
        foreach (var terms in workload.Opening)
            Assert.Equal(await inline.OpenAsync(terms), await pipelined.OpenAsync(terms));
        var underWay = new List<(Task Task, Receipt[] Expected, Receipt[] Found)>();
        foreach (var batch in workload.Batches())
        {
            var transfers = batch.Transfers.ToArray().AsMemory(0, Math.Min(batch.Transfers.Count, options.BatchTransfersMax));
            var expected = new Receipt[transfers.Length];
            var found = new Receipt[transfers.Length];
            await inline.SettleAsync(transfers, expected);
            underWay.Add((pipelined.SettleAsync(transfers, found).AsTask(), expected, found));
        }

        foreach (var (task, expected, found) in underWay)
        {
            await task;
            Assert.Equal(expected.Select(Timeless), found.Select(Timeless));
        }

        for (var account = 1; account <= inline.Ledger.AccountCount; account++)
            Assert.Equal(await inline.StandingOfAsync(new(account)), await pipelined.StandingOfAsync(new(account)));
    }

    /// <summary>The pipeline moves a standing clock by a nanosecond a batch, so that batches differ in time.</summary>
    private static Receipt Timeless(Receipt receipt) => receipt with { Time = default };

    private static void CutEverywhere(LedgerPlan plan)
    {
        using var whole = new GeneralLedger(plan.Options);
        using var cut = new GeneralLedger(plan.Options);
        var receipts = new Receipt[256];
        var again = new Receipt[256];
        var wholeJournal = Play(plan, whole, (transfers, time) => whole.Apply(transfers, time, receipts), receipts);
        var cutJournal = Play(
            plan,
            cut,
            (transfers, time) =>
            {
                cut.Apply([], time, []);
                for (var from = 0; from < transfers.Length;)
                {
                    var length = 1;
                    while (from + length < transfers.Length && (transfers[from + length - 1].Flags & TransferFlags.Linked) != 0)
                        length++;
                    cut.Apply(transfers.AsSpan(from, length), time, again.AsSpan(from));
                    from += length;
                }
            },
            again);
        Assert.Equal(wholeJournal, cutJournal);
        AssertSameBooks(whole, cut);
    }

    [Fact]
    public void A_book_restored_from_a_snapshot_and_the_journal_goes_on_as_the_one_that_was_never_closed()
    {
        Prop.ForAll(LedgerPlan.Arbitrary(200), Restore).Check(Config.QuickThrowOnFailure.WithMaxTest(TestScale.Of(15)));
    }

    private static void Restore(LedgerPlan plan)
    {
        using var live = new GeneralLedger(plan.Options);
        using var snapshot = new LedgerSnapshot();
        var receipts = new Receipt[256];
        var batches = 0;
        var journal = Play(
            plan,
            live,
            (transfers, time) =>
            {
                if (batches++ == plan.Batches / 2)
                    live.BeginSnapshot(snapshot);
                live.Apply(transfers, time, receipts);
                live.ContinueSnapshot(1 + (batches % 5));
            },
            receipts).ToArray();
        live.ContinueSnapshot(long.MaxValue);
        var bytes = new List<byte>();
        snapshot.WriteTo(piece => bytes.AddRange(piece));
        var place = 0;
        using var restored = GeneralLedger.Restore(plan.Options, piece =>
        {
            bytes.ToArray().AsSpan(place, piece.Length).CopyTo(piece);
            place += piece.Length;
        });
        Assert.Equal(bytes.Count, place);
        if (restored.RefillFrom > 0)
            restored.RefillWindow(journal.AsSpan((int)restored.RefillFrom - 1, (int)(restored.Sequence - restored.RefillFrom + 1)));
        restored.Replay(journal.AsSpan((int)restored.Sequence));
        restored.Apply([], live.Time, []);
        AssertSameBooks(live, restored);
        GoOn(plan, live, restored);
    }

    private static void Replay(LedgerPlan plan)
    {
        using var live = new GeneralLedger(plan.Options);
        var receipts = new Receipt[256];
        var journal = Play(plan, live, (transfers, time) => live.Apply(transfers, time, receipts), receipts).ToArray();
        using var replayed = new GeneralLedger(plan.Options);
        for (var from = 0; from < journal.Length;)
        {
            var length = Math.Min(1 + ((from * 7) % 97), journal.Length - from);
            replayed.Replay(journal.AsSpan(from, length));
            from += length;
        }

        replayed.Apply([], live.Time, []); // a batch that journaled nothing leaves no time behind
        AssertSameBooks(live, replayed);
        GoOn(plan, live, replayed);
    }

    /// <summary>The same requests get the same answers from both from here on: keys, holds and counters are the same too.</summary>
    private static void GoOn(LedgerPlan plan, GeneralLedger live, GeneralLedger other)
    {
        var receipts = new Receipt[256];
        var again = new Receipt[256];
        foreach (var batch in new LedgerWorkload(plan with { Batches = plan.Batches + 40 }).Batches().Skip(plan.Batches))
        {
            var transfers = batch.Transfers.ToArray();
            var time = Instant64.Max(batch.Time, live.Time);
            live.Apply(transfers, time, receipts);
            other.Apply(transfers, time, again);
            Assert.Equal(receipts.Take(transfers.Length), again.Take(transfers.Length));
        }

        AssertSameBooks(live, other);
    }

    private static void Falsify(LedgerPlan plan)
    {
        using var live = new GeneralLedger(plan.Options);
        var receipts = new Receipt[256];
        var journal = Play(plan, live, (transfers, time) => live.Apply(transfers, time, receipts), receipts).ToArray();
        var moved = Enumerable.Range(0, journal.Length).Where(i => HasMovedMoney(journal[i])).ToArray();
        if (moved.Length == 0)
            return;
        var victim = moved[plan.Seed % moved.Length];
        int[] places = [8, 32, 40, 62]; // amount, the two balances, status
        MemoryMarshal.AsBytes(journal.AsSpan(victim, 1))[places[plan.Seed % places.Length]] ^= 1;
        using var replayed = new GeneralLedger(plan.Options);
        var fault = Assert.Throws<LedgerCorruptionException>(() => replayed.Replay(journal));
        Assert.Equal(victim + 1, fault.Sequence);
    }

    private static bool HasMovedMoney(JournalEntry entry) =>
        entry.Kind == JournalEntryKind.Transfer && entry.ReceiptAt(1).IsAccepted && (entry.Transfer.Flags & (TransferFlags.Pending | TransferFlags.Void)) == 0;

    private static List<JournalEntry> Play(LedgerPlan plan, GeneralLedger ledger, Action<Transfer[], Instant64> apply, Receipt[] receipts)
    {
        var journal = new List<JournalEntry>();
        var workload = new LedgerWorkload(plan);
        var entries = new JournalEntry[256];
        var taken = 0L;
        foreach (var terms in workload.Opening)
        {
            ledger.Open(terms);
            Take();
        }

        foreach (var batch in workload.Batches())
        {
            foreach (var (account, condition) in batch.Changes)
            {
                ledger.ChangeCondition(account, condition);
                Take();
            }

            var transfers = batch.Transfers.ToArray();
            apply(transfers, batch.Time);
            Take();
            for (var i = 0; i < transfers.Length; i++)
                workload.Learn(transfers[i], receipts[i]);
        }

        return journal;

        void Take()
        {
            var count = ledger.CopyEntries(taken, entries);
            journal.AddRange(entries.AsSpan(0, count));
            taken = ledger.Sequence;
        }
    }

    private static void AssertSameBooks(GeneralLedger left, GeneralLedger right)
    {
        Assert.Equal(left.Sequence, right.Sequence);
        Assert.Equal(left.Time, right.Time);
        for (var account = 1; account <= left.AccountCount; account++)
            Assert.Equal(left.StandingOf(new(account)), right.StandingOf(new(account)));
        Assert.True(right.TakeTrialBalance().IsBalanced);
    }

    private sealed class StandingClock : IClock
    {
        public Instant GetCurrentInstant() => Instant.FromUtc(2020, 10, 9, 4, 0);
    }
}
