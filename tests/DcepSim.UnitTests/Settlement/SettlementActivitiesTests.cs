using System.Collections.Concurrent;
using System.Diagnostics;
using DcepSim.Settlement;
using DcepSim.Settlement.Journal;
using NodaTime;

namespace DcepSim.UnitTests.Settlement;

public class SettlementActivitiesTests
{
    [Fact]
    public async Task Who_listens_is_told_of_opening_flushes_statements_backups_and_checkpoints()
    {
        var heard = new ConcurrentBag<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == SettlementActivities.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => heard.Add(activity.OperationName),
        };
        ActivitySource.AddActivityListener(listener);
        await using (var settlement = PipelinedSettlement.Open(new MemoryJournalStore(), new OwnClock(), new() { CheckpointEntries = 1, Ledger = new() { IdempotencyWindow = 1 << 15 }, Journal = new() { SegmentBytes = 1 << 21 } }))
        {
            var cancellation = TestContext.Current.CancellationToken;
            var account = await settlement.OpenAsync(new(AccountKind.Issue, OperatorId.CentralBank), cancellation);
            await settlement.StatementAsync(new(account), cancellation);
            await settlement.BackUpAsync(new MemoryJournalStore(), cancellation);
        }

        string[] wanted = ["settlement open", "settlement flush", "settlement statement", "settlement backup", "settlement checkpoint"];
        Assert.All(wanted, name => Assert.Contains(name, heard));
    }

    private sealed class OwnClock : IClock
    {
        public Instant GetCurrentInstant() => Instant.FromUtc(2020, 10, 10, 0, 0);
    }
}
