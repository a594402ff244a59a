using DcepSim.Settlement;
using DcepSim.Settlement.Journal;
using DcepSim.Settlement.Reading;
using NodaTime;

namespace DcepSim.UnitTests.Settlement;

public class FullDiskTests
{
    private const long Segment = 1 << 18;
    private const long Disk = 40 * Segment;
    private const int Batch = 500;

    private static readonly PipelineOptions Options = new()
    {
        Ledger = new() { AccountsMax = 100, IdempotencyWindow = 1 << 13, SessionsMax = 8, HoldsMax = 100 },
        BatchTransfersMax = Batch,
        BatchesUnderWayMax = 8,
        CheckpointEntries = 5_000,
        Journal = new() { SegmentBytes = Segment, SegmentsAhead = 1, ReserveBytes = 4 * Segment, GroupsUnderWayMax = 1 },
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Before_the_disk_is_full_work_is_refused_while_readings_checkpoints_and_an_orderly_stop_go_on()
    {
        var store = new MemoryJournalStore(Disk);
        long settled;
        await using (var settlement = PipelinedSettlement.Open(store, new OwnClock(), Options))
        {
            var (vault, person) = await OpenAccounts(settlement);
            var toFull = settlement.Space.ToFullBytes;
            settled = await SettleUntilRefused(settlement, vault, person);

            Assert.InRange(settled, 10_000, Disk / 64);
            Assert.True(settlement.Space.ToFullBytes < toFull / 2, $"{settlement.Space.ToFullBytes} of {toFull} bytes are left.");
            Assert.Equal(Amount.FromFen(settled), await settlement.BalanceOfAsync(person, Cancellation));
            Assert.True((await settlement.TakeTrialBalanceAsync(Cancellation)).IsBalanced);
            Assert.Equal(10, (await settlement.StatementAsync(new(person) { EntriesMax = 10 }, Cancellation)).Entries.Count);
            Assert.Null(settlement.CheckpointFault);
            Assert.True(settlement.Checkpoints > 0);
            await Assert.ThrowsAsync<JournalFullException>(async () => await settlement.OpenAsync(new(AccountKind.Vault, new(3)), Cancellation));
        }

        await using var again = PipelinedSettlement.Open(store, new OwnClock(), Options);
        Assert.Equal(Amount.FromFen(settled), await again.BalanceOfAsync(new(3), Cancellation));
    }

    [Fact]
    public async Task Moving_old_segments_to_an_archive_makes_room_and_statements_follow_them_there()
    {
        var (store, archive) = (new MemoryJournalStore(Disk), new MemoryJournalStore());
        await using var settlement = PipelinedSettlement.Open(store, new OwnClock(), Options with { Archive = archive });
        var (vault, person) = await OpenAccounts(settlement);
        var settled = await SettleUntilRefused(settlement, vault, person);

        Assert.True(await settlement.ArchiveAsync(long.MaxValue, Cancellation) > 0);

        var more = await SettleUntilRefused(settlement, vault, person, session: 3);
        Assert.True(more > 1_000, $"{more} transfers found room.");
        var entries = 0L;
        for (long? from = 1; from is not null;)
        {
            var page = await settlement.StatementAsync(new(person) { Order = StatementOrder.OldestFirst, FromSequence = from, EntriesMax = StatementRequest.EntriesCeiling }, Cancellation);
            Assert.Null(page.MissingThrough);
            entries += page.Entries.Count;
            from = page.Next;
        }

        Assert.Equal(settled + more, entries);
    }

    [Fact]
    public async Task Without_the_archive_a_statement_says_up_to_where_entries_are_missing()
    {
        var (store, archive) = (new MemoryJournalStore(Disk), new MemoryJournalStore());
        long settled;
        await using (var settlement = PipelinedSettlement.Open(store, new OwnClock(), Options with { Archive = archive }))
        {
            var (vault, person) = await OpenAccounts(settlement);
            settled = await SettleUntilRefused(settlement, vault, person);
            await settlement.ArchiveAsync(long.MaxValue, Cancellation);
        }

        using var statements = JournalStatements.Open(store);
        var page = statements.Read(new(new AccountId(3)) { EntriesMax = StatementRequest.EntriesCeiling });
        Assert.NotNull(page.MissingThrough);
        Assert.Equal(page.MissingThrough + 1, page.Entries[^1].Sequence);
        Assert.InRange(page.Entries.Count, 1, settled - 1);
    }

    private static async Task<(AccountId Vault, AccountId Person)> OpenAccounts(PipelinedSettlement settlement)
    {
        var issue = await settlement.OpenAsync(new(AccountKind.Issue, OperatorId.CentralBank), Cancellation);
        var vault = await settlement.OpenAsync(new(AccountKind.Vault, new(1)), Cancellation);
        var person = await settlement.OpenAsync(new(AccountKind.PersonalWallet, new(1)), Cancellation);
        await settlement.SettleAsync(new[] { new Transfer(new(1, 1), issue, vault, Amount.FromYuan(1_000_000), TransferKind.Issuance) }, new Receipt[1], Cancellation);
        return (vault, person);
    }

    /// <summary>Loads of one fen each, until the settlement takes no more; how many were answered.</summary>
    private static async Task<long> SettleUntilRefused(PipelinedSettlement settlement, AccountId vault, AccountId person, ulong session = 2)
    {
        var receipts = new Receipt[Batch];
        for (var settled = 0L; ; settled += Batch)
        {
            var transfers = Enumerable.Range(0, Batch).Select(i => new Transfer(new(session, (ulong)(settled + i) + 1), vault, person, Amount.FromFen(1), TransferKind.Load)).ToArray();
            try
            {
                await settlement.SettleAsync(transfers, receipts, Cancellation);
            }
            catch (JournalFullException)
            {
                return settled;
            }

            Assert.All(receipts, receipt => Assert.True(receipt.IsAccepted, receipt.Status.ToString()));
        }
    }

    private sealed class OwnClock : IClock
    {
        public Instant GetCurrentInstant() => Instant.FromUtc(2020, 10, 10, 0, 0);
    }
}
