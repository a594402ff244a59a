using System.Collections.Concurrent;
using DcepSim.Ledger;
using DcepSim.Testing;
using DcepSim.Testing.Ledgers;
using FsCheck;
using FsCheck.Fluent;

namespace DcepSim.PropertyTests;

/// <summary>The general ledger and the naive one give the same receipts to the same requests, and end with the same balances.</summary>
public class LedgersAgree
{
    // A million transfers at every scale up to that of .ci/run, where the naive ledger's slowness would be felt; in proportion above it.
    private const int Plans = 150;
    private const int TimedPlans = 50;
    private const int EnoughUpToScale = 4;
    private const int BatchesMax = 1_000;

    [Fact]
    public void Both_ledgers_give_the_same_answers_to_a_million_transfers_and_every_answer_occurs()
    {
        var seen = new ConcurrentDictionary<SettlementStatus, long>();
        Prop.ForAll(LedgerPlan.Arbitrary(BatchesMax), plan => Compare(plan, seen))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(CountOf(Plans)));
        Assert.True(seen.Values.Sum() >= 1_000_000, $"Only {seen.Values.Sum()} transfers were compared.");
        var missing = Enum.GetValues<SettlementStatus>().Where(status => status != SettlementStatus.None && !seen.ContainsKey(status));
        Assert.Empty(missing);
    }

    [Fact]
    public void Both_ledgers_give_the_same_answers_when_every_transfer_brings_its_time()
    {
        var seen = new ConcurrentDictionary<SettlementStatus, long>();
        Prop.ForAll(LedgerPlan.Arbitrary(BatchesMax), plan => Compare(plan, seen, bringTimes: true))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(CountOf(TimedPlans)));
        Assert.True(seen[SettlementStatus.Accepted] > 0, "Nothing was accepted.");
    }

    private static int CountOf(int plans) => Math.Max(plans, TestScale.Of(plans) / EnoughUpToScale);

    private static void Compare(LedgerPlan plan, ConcurrentDictionary<SettlementStatus, long> seen, bool bringTimes = false)
    {
        var workload = new LedgerWorkload(plan);
        var naive = new NaiveLedger(plan.Options);
        using var ledger = new GeneralLedger(plan.Options);
        foreach (var terms in workload.Opening)
            Assert.Equal(naive.Open(terms), ledger.Open(terms));
        var receipts = new Receipt[256];
        var place = 0;
        foreach (var batch in workload.Batches())
        {
            foreach (var (account, condition) in batch.Changes)
                Assert.Equal(naive.ChangeCondition(account, condition), ledger.ChangeCondition(account, condition));
            var transfers = batch.Transfers.ToArray();
            if (bringTimes && transfers.Length > 0)
                ledger.Apply(transfers, Enumerable.Repeat(batch.Time, transfers.Length).ToArray(), receipts);
            else
                ledger.Apply(transfers, batch.Time, receipts);
            var expected = naive.Apply(transfers, batch.Time);
            for (var i = 0; i < transfers.Length; i++)
            {
                if (expected[i] != receipts[i])
                    Assert.Fail($"Batch {place}, transfer {i}: {transfers[i]}\nnaive  {expected[i]}\nledger {receipts[i]}");
                workload.Learn(transfers[i], receipts[i]);
                seen.AddOrUpdate(expected[i].Status, 1, (_, count) => count + 1);
            }

            place++;
        }

        Assert.Equal(naive.Sequence, ledger.Sequence);
        for (var account = 1; account <= ledger.AccountCount; account++)
            Assert.Equal(naive.NetBalanceOf(new(account)), ledger.NetBalanceOf(new(account)));
        Assert.True(ledger.TakeTrialBalance().IsBalanced);
    }
}
