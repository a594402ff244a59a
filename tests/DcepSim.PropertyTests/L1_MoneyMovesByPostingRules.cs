using DcepSim.Ledger;
using DcepSim.Testing;
using DcepSim.Testing.Ledgers;
using FsCheck;
using FsCheck.Fluent;

namespace DcepSim.PropertyTests;

/// <summary>L1: money moves only by the posting rules; debits equal credits after every transfer; what circulates was issued.</summary>
public class L1_MoneyMovesByPostingRules
{
    [Fact]
    public void Each_transfer_moves_exactly_its_amount_between_two_accounts_that_a_rule_joins_or_nothing()
    {
        Prop.ForAll(LedgerPlan.Arbitrary(200), Watch).Check(Config.QuickThrowOnFailure.WithMaxTest(TestScale.Of(30)));
    }

    private static void Watch(LedgerPlan plan)
    {
        var workload = new LedgerWorkload(plan);
        using var ledger = new GeneralLedger(plan.Options);
        foreach (var terms in workload.Opening)
            ledger.Open(terms);
        var kinds = workload.Opening.Select(terms => terms.Kind).ToArray();
        var balances = new long[kinds.Length];
        var receipt = new Receipt[1];
        foreach (var batch in workload.Batches())
        {
            foreach (var (account, condition) in batch.Changes)
                ledger.ChangeCondition(account, condition);
            foreach (var linked in batch.Transfers)
            {
                var transfer = linked with { Flags = linked.Flags & ~TransferFlags.Linked };
                var before = ledger.Sequence;
                if (transfer.Key.Counter % 2 == 0) // half of them with times of their own, as simulated runs hand them over
                    ledger.Apply([transfer], [batch.Time], receipt);
                else
                    ledger.Apply([transfer], batch.Time, receipt);
                workload.Learn(transfer, receipt[0]);
                var isMoved = (transfer.Flags & (TransferFlags.Pending | TransferFlags.Void)) == 0;
                if (isMoved && receipt[0].IsAccepted && receipt[0].Sequence > before) // a repeat moves nothing
                {
                    Assert.True(PostingRules.Allows(transfer.Kind, kinds[transfer.Debit.Value - 1], kinds[transfer.Credit.Value - 1]));
                    balances[transfer.Debit.Value - 1] -= transfer.Amount.Fen;
                    balances[transfer.Credit.Value - 1] += transfer.Amount.Fen;
                }

                for (var i = 0; i < balances.Length; i++)
                {
                    if (balances[i] != ledger.NetBalanceOf(new(i + 1)).Fen)
                        Assert.Fail($"Account {i + 1} changed by other than its transfers.");
                    if (balances[i] < 0 && kinds[i] != AccountKind.Issue)
                        Assert.Fail($"Account {i + 1} fell below zero.");
                }
            }

            var trial = ledger.TakeTrialBalance();
            Assert.True(trial.IsBalanced);
            Assert.Equal(0, balances.Sum());
            Assert.Equal(trial.Issued, trial.Circulating);
        }
    }
}
