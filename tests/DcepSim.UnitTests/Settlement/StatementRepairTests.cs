using DcepSim.Settlement;
using DcepSim.Settlement.Journal;
using DcepSim.Settlement.Reading;
using NodaTime;

namespace DcepSim.UnitTests.Settlement;

/// <summary>A damaged block of the journal is made good from its group's parity while a statement is read.</summary>
public sealed class StatementRepairTests
{
    private const int Batch = 300; // five blocks of records
    private const int Batches = 2;
    private const int SegmentBytes = 1 << 17;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whichever_block_is_damaged_a_statement_has_every_entry_once()
    {
        var store = new MemoryJournalStore();
        var options = new PipelineOptions
        {
            Ledger = new() { AccountsMax = 10, IdempotencyWindow = 1 << 10, HoldsMax = 10, ExpiriesMax = 16 },
            BatchTransfersMax = 512,
            Journal = new() { SegmentBytes = SegmentBytes, SegmentsAhead = 1, ReserveBytes = 0 },
        };
        await using var settlement = PipelinedSettlement.Open(store, new OwnClock(), options);
        var issue = await settlement.OpenAsync(new(AccountKind.Issue, OperatorId.CentralBank), Cancellation);
        var vault = await settlement.OpenAsync(new(AccountKind.Vault, new(1)), Cancellation);
        for (var batch = 0; batch < Batches; batch++)
        {
            var transfers = Enumerable.Range(1, Batch).Select(one => new Transfer(new(1, (ulong)((batch * Batch) + one)), issue, vault, Amount.FromFen(one), TransferKind.Issuance)).ToArray();
            await settlement.SettleAsync(transfers, new Receipt[Batch], Cancellation);
        }

        var request = new StatementRequest(vault) { EntriesMax = Batch * Batches * 2 };
        var whole = (await settlement.StatementAsync(request, Cancellation)).Entries;
        Assert.Equal(Batch * Batches, whole.Count);
        using var file = store.Open(JournalLayout.SegmentName(0), writable: true);
        for (var offset = 0L; offset < SegmentBytes; offset += JournalLayout.BlockBytes)
        {
            Flip(file, offset);
            Assert.Equal(whole, (await settlement.StatementAsync(request, Cancellation)).Entries);
            Flip(file, offset);
        }
    }

    private static void Flip(IJournalFile file, long offset)
    {
        using var block = new AlignedBuffer(JournalLayout.BlockBytes);
        Assert.Equal(JournalLayout.BlockBytes, file.Read(offset, block.Span));
        block.Span[1_000] ^= 0x10;
        file.Write(offset, block.Span);
    }

    private sealed class OwnClock : IClock
    {
        public Instant GetCurrentInstant() => Instant.FromUtc(2020, 10, 10, 0, 0);
    }
}
