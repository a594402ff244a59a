using DcepSim.Ledger;
using DcepSim.Settlement;
using DcepSim.Settlement.Journal;
using NodaTime;
using static DcepSim.UnitTests.Settlement.Journal.WrittenJournal;

namespace DcepSim.UnitTests.Settlement;

/// <summary>Whoever uses what he has closed is told its name, not that of something inside it.</summary>
public sealed class ClosedTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_settlement_in_the_callers_thread_names_itself()
    {
        var settlement = new InlineSettlement(new LedgerOptions { AccountsMax = 2 }, SystemClock.Instance);
        var issue = await settlement.OpenAsync(new(AccountKind.Issue, OperatorId.CentralBank), Cancellation);
        await settlement.DisposeAsync();
        await settlement.DisposeAsync();

        await Names<InlineSettlement>(() => settlement.OpenAsync(new(AccountKind.Vault, new(1)), Cancellation).AsTask());
        await Names<InlineSettlement>(() => settlement.ChangeConditionAsync(issue, AccountCondition.Frozen, Cancellation).AsTask());
        await Names<InlineSettlement>(() => settlement.SettleAsync(new Transfer[1], new Receipt[1], Cancellation).AsTask());
        await Names<InlineSettlement>(() => settlement.BalanceOfAsync(issue, Cancellation).AsTask());
        await Names<InlineSettlement>(() => settlement.StandingOfAsync(issue, Cancellation).AsTask());
        await Names<InlineSettlement>(() => settlement.TakeTrialBalanceAsync(Cancellation).AsTask());
    }

    [Fact]
    public async Task A_reader_of_a_journal_names_itself()
    {
        var reader = JournalReader.Open(Of(100));
        Assert.True(reader.Read());
        reader.Dispose();
        await Names<JournalReader>(() => Task.Run(() => reader.Read(), Cancellation));
    }

    [Fact]
    public async Task A_folder_that_was_let_go_is_not_written_to_any_more()
    {
        var folder = JournalFolder.Open(Of(100), Small);
        folder.Dispose();
        await Names<JournalFolder>(() => Task.Run(() => folder.Recover(), Cancellation));
        await Names<JournalFolder>(() => Task.Run(() => folder.BackUp(new MemoryJournalStore()), Cancellation));
    }

    private static async Task Names<T>(Func<Task> use) =>
        Assert.Equal(typeof(T).FullName, (await Assert.ThrowsAsync<ObjectDisposedException>(use)).ObjectName);
}
