using System.Diagnostics;
using DcepSim.Settlement;
using DcepSim.Settlement.Journal;
using NodaTime;

namespace DcepSim.UnitTests.Settlement;

/// <summary>A checkpoint that does not come about harms nobody.</summary>
public sealed class CheckpointFaultTests
{
    private static readonly OperatorId Bank = new(1);

    /// <summary>Which test a stage's thread was started by.</summary>
    private static readonly AsyncLocal<string> StartedBy = new();

    private readonly MemoryJournalStore _store = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_checkpoint_that_may_not_be_written_is_told_and_stops_nobody()
    {
        using var store = new WatchedStore(_store) { Forbids = name => name.Contains(JournalLayout.CheckpointExtension, StringComparison.Ordinal) };
        await using var settlement = PipelinedSettlement.Open(store, new OwnClock(), Small(new() { CheckpointEntries = 1 }));
        var (issue, vault) = await OpenAccounts(settlement);
        Assert.True(SpinWait.SpinUntil(() => settlement.CheckpointFault is not null, TimeSpan.FromSeconds(60)), "Nothing was told.");
        Assert.IsType<UnauthorizedAccessException>(settlement.CheckpointFault);
        var receipts = new Receipt[1];
        await settlement.SettleAsync(Issuance(issue, vault, 1), receipts, Cancellation);
        Assert.True(receipts[0].IsAccepted);
    }

    [Theory]
    [InlineData("settlement checkpoint memory")]
    [InlineData("settlement checkpoint")]
    public async Task Whatever_fails_in_preparing_or_writing_a_checkpoint_is_told_and_stops_nobody(string activity)
    {
        var place = $"the place of {activity}";
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == SettlementActivities.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> asked) =>
                asked.Name == activity && StartedBy.Value == place ? throw new InvalidOperationException(place) : ActivitySamplingResult.None,
        };
        StartedBy.Value = place;
        ActivitySource.AddActivityListener(listener);
        // More accounts than are copied at once, so that memory for a snapshot is taken beforehand.
        await using var settlement = PipelinedSettlement.Open(_store, new OwnClock(), Small(new() { CheckpointEntries = 120_000, Ledger = new() { AccountsMax = 130_000, IdempotencyWindow = 1 << 15, ExpiriesMax = 16 } }));
        var (issue, vault) = await OpenAccounts(settlement);
        for (var opened = 0; opened < 125_000 && settlement.CheckpointFault is null; opened += 500)
            await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => settlement.OpenAsync(new(AccountKind.PersonalWallet, new(1)), Cancellation).AsTask()));
        for (var asked = 0; settlement.CheckpointFault is null; asked++) // a checkpoint that is due goes on after a batch, and a question is one
        {
            Assert.True(asked < 1_000_000, "Nothing was told.");
            await settlement.BalanceOfAsync(issue, Cancellation);
        }

        Assert.Equal(place, Assert.IsType<InvalidOperationException>(settlement.CheckpointFault).Message);
        var receipts = new Receipt[1];
        await settlement.SettleAsync(Issuance(issue, vault, 1), receipts, Cancellation);
        Assert.True(receipts[0].IsAccepted);
    }

    private static PipelineOptions Small(PipelineOptions options) => options with
    {
        BatchTransfersMax = 512,
        Journal = new() { SegmentBytes = 1 << 20, SegmentsAhead = 1, ReserveBytes = 0, PreparesInBackground = false },
    };

    private static async Task<(AccountId Issue, AccountId Vault)> OpenAccounts(PipelinedSettlement settlement) => (
        await settlement.OpenAsync(new(AccountKind.Issue, OperatorId.CentralBank), Cancellation),
        await settlement.OpenAsync(new(AccountKind.Vault, Bank), Cancellation));

    private static Transfer[] Issuance(AccountId issue, AccountId vault, ulong counter) =>
        [new(new(1, counter), issue, vault, Amount.FromYuan(5), TransferKind.Issuance)];

    private sealed class OwnClock : IClock
    {
        public Instant GetCurrentInstant() => Instant.FromUtc(2020, 10, 10, 0, 0);
    }
}
