using DcepSim.Settlement;
using DcepSim.Settlement.Journal;
using NodaTime;

namespace DcepSim.UnitTests.Settlement;

/// <summary>Indices are made in pieces, with rests that depend on what else goes on: what is in them does not.</summary>
public sealed class AccountIndexTests
{
    private const int Batch = 4_096;
    private const int Segments = 3;
    private const int SegmentBytes = 1 << 22; // several rests in each index
    private const int Persons = 60;
    private const string IndexExtension = ".accounts";

    private readonly MemoryJournalStore _store = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_index_is_the_same_made_beside_settling_or_alone_from_the_segment()
    {
        Dictionary<string, byte[]> beside;
        await using (var settlement = Open())
        {
            await Fill(settlement);
            RequireMade(settlement); // the last of them while nothing is settled any more: it does not wait for ever
            beside = Indices().ToDictionary(name => name, Bytes);
        }

        foreach (var name in beside.Keys)
            _store.Delete(name);
        await using var again = Open();
        RequireMade(again);
        var alone = Indices().ToDictionary(name => name, Bytes);

        Assert.Equal(beside.Keys.Order(), alone.Keys.Order());
        Assert.All(beside, pair => Assert.Equal(pair.Value, alone[pair.Key]));
    }

    [Fact]
    public async Task Closing_does_not_wait_for_the_rests_and_an_index_left_out_is_made_at_the_next_opening()
    {
        await using (var settlement = Open())
            await Fill(settlement);
        await using var again = Open();
        RequireMade(again);
    }

    private void RequireMade(PipelinedSettlement settlement)
    {
        Assert.True(SpinWait.SpinUntil(() => Indices().Count() >= Segments || settlement.StatementIndexFault is not null, TimeSpan.FromSeconds(60)), "Not all indices were made.");
        Assert.Null(settlement.StatementIndexFault);
    }

    private IEnumerable<string> Indices() => _store.Names().Where(name => name.EndsWith(IndexExtension, StringComparison.Ordinal));

    private byte[] Bytes(string name)
    {
        using var file = _store.Open(name, writable: false);
        using var memory = new AlignedBuffer((int)file.Length);
        Assert.Equal(memory.Length, file.Read(0, memory.Span));
        return memory.Span.ToArray();
    }

    private PipelinedSettlement Open() => PipelinedSettlement.Open(_store, SystemClock.Instance, new()
    {
        Ledger = new() { AccountsMax = Persons + 2, IdempotencyWindow = 1 << 16, SessionsMax = 2, HoldsMax = 10, ExpiriesMax = 16 },
        BatchTransfersMax = Batch,
        Journal = new() { SegmentBytes = SegmentBytes, SegmentsAhead = 1, ReserveBytes = 0 },
    });

    /// <summary>Persons are paid in turn, now and then one of them several times in a row.</summary>
    private static async Task Fill(PipelinedSettlement settlement)
    {
        var issue = await settlement.OpenAsync(new(AccountKind.Issue, OperatorId.CentralBank), Cancellation);
        var vault = await settlement.OpenAsync(new(AccountKind.Vault, new(1)), Cancellation);
        var first = await settlement.OpenAsync(new(AccountKind.PersonalWallet, new(1)), Cancellation);
        for (var person = 1; person < Persons; person++)
            await settlement.OpenAsync(new(AccountKind.PersonalWallet, new(1)), Cancellation);
        var receipts = new Receipt[Batch];
        var key = new IdempotencyKey(1, 1);
        await settlement.SettleAsync(new Transfer[] { new(key, issue, vault, Amount.FromYuan(1_000_000), TransferKind.Issuance) }, receipts, Cancellation);
        while (settlement.DurableThrough < (Segments + 0.5) * SegmentBytes / JournalLayout.RecordBytes)
        {
            var transfers = new Transfer[Batch];
            for (var i = 0; i < Batch; i++)
            {
                key = key.Next();
                var person = (int)(key.Counter % 7 == 0 ? key.Counter / 50 : key.Counter * 31) % Persons;
                transfers[i] = new(key, vault, new(first.Value + person), Amount.FromFen(1), TransferKind.Load);
            }

            await settlement.SettleAsync(transfers, receipts, Cancellation);
        }
    }
}
