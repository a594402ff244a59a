using DcepSim.Ledger;
using DcepSim.Settlement;
using DcepSim.Settlement.Journal;
using DcepSim.Settlement.Reading;
using DcepSim.Testing;
using DcepSim.Testing.Ledgers;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.HighPerformance;

namespace DcepSim.PropertyTests;

/// <summary>
/// An account's statement, by any page and from any place, is what the receipts said: while it is settled, after reopening, without an index, with a
/// damaged one, from an archive, and by another process.
/// </summary>
public class StatementsTellWhatWasSettled
{
    private const string IndexExtension = ".accounts";

    [Fact]
    public void Over_random_histories()
    {
        var indexed = 0;
        Prop.ForAll(LedgerPlan.Arbitrary(250), plan => indexed += Play(plan with { WindowBits = 8 }).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(TestScale.Of(4)));
        Assert.True(indexed > TestScale.Of(4), $"{indexed} indices were read: too few to tell.");
    }

    private static async Task<int> Play(LedgerPlan plan)
    {
        var key = RandomKey.FromSeed(plan.Seed).Child("statements");
        var (store, archive) = (new MemoryJournalStore(), new MemoryJournalStore());
        var clock = new MovingClock();
        History truth;
        await using (var settlement = Open(plan, store, archive, clock))
        {
            truth = await Settle(plan, settlement, clock);
            await truth.AddExpiries(settlement);
            await Check(truth, key.Child("live"), settlement);
        }

        await using (var settlement = Open(plan, store, archive, clock))
        {
            WaitForIndices(store);
            await Check(truth, key.Child("reopened"), settlement);
            await settlement.ArchiveAsync(truth.LastSequence / 2);
            await Check(truth, key.Child("archived"), settlement);
        }

        using (var offline = JournalStatements.Open(store, archive))
            Check(truth, key.Child("offline"), request => offline.Read(request));
        var indices = store.Names().Where(name => name.EndsWith(IndexExtension, StringComparison.Ordinal)).ToArray();
        if (indices.Length == 0)
            return 0;
        Damage(store, indices[(int)key.Below(1, (ulong)indices.Length)], key);
        store.Delete(indices[(int)key.Below(2, (ulong)indices.Length)]);
        using (var offline = JournalStatements.Open(store, archive))
            Check(truth, key.Child("damaged"), request => offline.Read(request));
        await using (var settlement = Open(plan, store, archive, clock))
            await Check(truth, key.Child("mended"), settlement);
        return indices.Length;
    }

    private static PipelinedSettlement Open(LedgerPlan plan, IJournalStore store, IJournalStore archive, IClock clock) => PipelinedSettlement.Open(store, clock, new()
    {
        Ledger = plan.Options,
        BatchTransfersMax = 200,
        CheckpointEntries = 300,
        Archive = archive,
        Journal = new() { SegmentBytes = 16 * JournalLayout.BlockBytes, SegmentsAhead = 1, ReserveBytes = 0 },
    });

    private static async Task<History> Settle(LedgerPlan plan, PipelinedSettlement settlement, MovingClock clock)
    {
        var truth = new History();
        var workload = new LedgerWorkload(plan);
        foreach (var terms in workload.Opening)
            await settlement.OpenAsync(terms);
        foreach (var batch in workload.Batches())
        {
            clock.Now = batch.Time.ToInstant();
            foreach (var (account, condition) in batch.Changes)
                await settlement.ChangeConditionAsync(account, condition);
            var (transfers, receipts) = (batch.Transfers.ToArray(), new Receipt[batch.Transfers.Count]);
            await settlement.SettleAsync(transfers, receipts);
            for (var i = 0; i < transfers.Length; i++)
            {
                workload.Learn(transfers[i], receipts[i]);
                truth.Add(transfers[i], receipts[i]);
            }
        }

        return truth;
    }

    // Indices are made beside the other stages: a reading before that is right too, but the one wanted here is by them.
    private static void WaitForIndices(MemoryJournalStore store)
    {
        bool AreThere()
        {
            var names = store.Names();
            var segments = names.Count(name => name.EndsWith(JournalLayout.SegmentExtension, StringComparison.Ordinal));
            return names.Count(name => name.EndsWith(IndexExtension, StringComparison.Ordinal)) >= segments - 3;
        }

        Assert.True(SpinWait.SpinUntil(AreThere, TimeSpan.FromSeconds(60)), "No indices were made.");
    }

    private static void Damage(MemoryJournalStore store, string name, RandomKey key)
    {
        using var file = store.Open(name, writable: true);
        using var block = new AlignedBuffer(JournalLayout.BlockBytes);
        var place = (long)key.Below(3, (ulong)file.Length);
        var offset = place / JournalLayout.BlockBytes * JournalLayout.BlockBytes;
        file.Read(offset, block.Span);
        block.Span[(int)(place - offset)] ^= (byte)(1 + key.Below(4, 255));
        file.Write(offset, block.Span);
    }

    private static Task Check(History truth, RandomKey key, PipelinedSettlement settlement)
    {
        Check(truth, key, request => settlement.StatementAsync(request).GetAwaiter().GetResult());
        return Task.CompletedTask;
    }

    private static void Check(History truth, RandomKey key, Func<StatementRequest, StatementPage> read)
    {
        foreach (var (account, entries) in truth.Entries)
        {
            var chance = key.Block((ulong)account.Value);
            var all = new StatementRequest(account) { EntriesMax = StatementRequest.EntriesCeiling };
            Equal(Enumerable.Reverse(entries), read(all).Entries);
            var sequence = 1 + (long)(chance.A % (ulong)truth.LastSequence);
            Equal(entries.Where(entry => entry.Sequence >= sequence), read(all with { Order = StatementOrder.OldestFirst, FromSequence = sequence }).Entries);
            var time = entries[(int)(chance.B % (ulong)entries.Count)].Time;
            Equal(entries.Where(entry => entry.Time <= time).Reverse(), read(all with { FromTime = time }).Entries);
            Equal(entries.Where(entry => entry.Time >= time), read(all with { Order = StatementOrder.OldestFirst, FromTime = time }).Entries);
            Equal(entries.Where(entry => entry.Time >= time), Pages(read, all with { Order = StatementOrder.OldestFirst, FromTime = time, EntriesMax = 1 + (int)(chance.C % 9) }));
            Equal(Enumerable.Reverse(entries), Pages(read, all with { EntriesMax = 1 + (int)(chance.D % 9) }));
            Equal(entries.Where(entry => entry.Time <= time).Reverse(), Pages(read, all with { FromTime = time, EntriesMax = 1 + (int)(chance.A % 9) }));
        }

        Assert.Empty(read(new(new AccountId(250))).Entries);
    }

    private static void Equal(IEnumerable<StatementEntry> expected, IEnumerable<StatementEntry> found) => Assert.Equal(expected.ToArray(), found.ToArray());

    private static List<StatementEntry> Pages(Func<StatementRequest, StatementPage> read, StatementRequest request)
    {
        var all = new List<StatementEntry>();
        for (long? from = 0; from is not null;)
        {
            var page = read(from == 0 ? request : request with { FromSequence = from });
            Assert.Null(page.MissingThrough);
            all.AddRange(page.Entries);
            from = page.Next;
        }

        return all;
    }

    /// <summary>Every account's entries, made of the requests and their receipts alone; expiries are told by the stream, and checked against the holds.</summary>
    private sealed class History
    {
        private readonly SortedDictionary<long, (Transfer Transfer, Receipt Receipt)> _answers = [];

        public Dictionary<AccountId, List<StatementEntry>> Entries { get; } = [];

        public long LastSequence { get; private set; }

        public void Add(in Transfer transfer, in Receipt receipt)
        {
            if (receipt.IsAccepted)
                _answers.TryAdd(receipt.Sequence, (transfer, receipt));
        }

        public async Task AddExpiries(PipelinedSettlement settlement)
        {
            var ended = _answers.Values.Where(answer => (answer.Transfer.Flags & (TransferFlags.Post | TransferFlags.Void)) != 0).Select(answer => answer.Transfer.Hold.Value).ToHashSet();
            var balances = new Dictionary<AccountId, Amount>();
            await foreach (var page in settlement.ReadSettledAsync(follow: false))
            {
                Assert.Equal(LastSequence + 1, page.FirstSequence);
                for (var i = 0; i < page.Entries.Length; i++)
                    Take(page.FirstSequence + i, page.Entries.Span[i], ended, balances);
                LastSequence = page.LastSequence;
            }

            Assert.Equal(settlement.DurableThrough, LastSequence);
            Assert.Empty(_answers);
        }

        private void Take(long sequence, JournalEntry entry, HashSet<long> ended, Dictionary<AccountId, Amount> balances)
        {
            if (entry.Kind == JournalEntryKind.HoldExpired)
            {
                Assert.True(ended.Add(entry.Transfer.Hold.Value), $"The hold of {entry.Transfer.Hold.Value} ended twice.");
                Include(sequence, entry.Time, entry.Kind, entry.Transfer, balances[entry.Transfer.Debit], balances.GetValueOrDefault(entry.Transfer.Credit));
            }
            else if (_answers.Remove(sequence, out var answer))
            {
                (balances[answer.Transfer.Debit], balances[answer.Transfer.Credit]) = (answer.Receipt.DebitBalance, answer.Receipt.CreditBalance);
                Include(sequence, answer.Receipt.Time, JournalEntryKind.Transfer, answer.Transfer, answer.Receipt.DebitBalance, answer.Receipt.CreditBalance);
            }
        }

        private void Include(long sequence, Instant64 time, JournalEntryKind kind, Transfer transfer, Amount debitBalance, Amount creditBalance)
        {
            Of(transfer.Debit).Add(new(sequence, time, kind, transfer, true, debitBalance));
            Of(transfer.Credit).Add(new(sequence, time, kind, transfer, false, creditBalance));
        }

        private List<StatementEntry> Of(AccountId account) => Entries.TryGetValue(account, out var entries) ? entries : Entries[account] = [];
    }

    private sealed class MovingClock : IClock
    {
        public Instant Now { get; set; } = Instant.FromUtc(2020, 10, 9, 4, 0);

        public Instant GetCurrentInstant() => Now;
    }
}
