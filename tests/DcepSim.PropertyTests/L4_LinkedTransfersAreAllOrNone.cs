using DcepSim.Ledger;
using DcepSim.Testing;
using DcepSim.Testing.Ledgers;
using FsCheck;
using FsCheck.Fluent;

namespace DcepSim.PropertyTests;

/// <summary>L4: linked transfers are all or none, also where several touch one account.</summary>
public class L4_LinkedTransfersAreAllOrNone
{
    [Fact]
    public void A_chain_of_new_requests_is_applied_as_a_whole_or_leaves_every_balance_as_it_was()
    {
        var seen = new Seen();
        Prop.ForAll(LedgerPlan.Arbitrary(150), plan => Watch(plan, seen)).Check(Config.QuickThrowOnFailure.WithMaxTest(TestScale.Of(25)));
        Assert.True(seen.Wholes > 50 && seen.Nones > 50, $"{seen.Wholes} chains were applied, {seen.Nones} refused: too few to tell.");
    }

    private static void Watch(LedgerPlan plan, Seen seen)
    {
        var workload = new LedgerWorkload(plan);
        using var ledger = new GeneralLedger(plan.Options);
        foreach (var terms in workload.Opening)
            ledger.Open(terms);
        var receipts = new Receipt[256];
        foreach (var batch in workload.Batches())
        {
            foreach (var (account, condition) in batch.Changes)
                ledger.ChangeCondition(account, condition);
            foreach (var chain in ChainsOf(batch.Transfers))
            {
                ledger.Apply([], batch.Time, []);
                var before = Snapshot(ledger);
                var standings = StandingsOf(ledger);
                var sequence = ledger.Sequence;
                ledger.Apply(chain, batch.Time, receipts);
                var fresh = chain.Zip(receipts).Where(pair => pair.Second.Sequence > sequence).DistinctBy(pair => pair.Second.Sequence).ToList();
                var accepted = fresh.Where(pair => pair.Second.IsAccepted).ToList();
                Assert.True(accepted.Count == 0 || accepted.Count == chain.Length, "A chain was applied in part.");
                foreach (var (transfer, receipt) in accepted)
                {
                    workload.Learn(transfer, receipt);
                    if ((transfer.Flags & (TransferFlags.Pending | TransferFlags.Void)) != 0)
                        continue;
                    before[transfer.Debit.Value] -= transfer.Amount.Fen;
                    before[transfer.Credit.Value] += transfer.Amount.Fen;
                }

                Assert.True(before.SequenceEqual(Snapshot(ledger)), "Balances changed by other than the whole chain.");
                if (accepted.Count == 0)
                    Assert.True(standings.SequenceEqual(StandingsOf(ledger)), "A refused chain left something behind."); // holds, payments of the day and conditions too
                if (chain.Length > 1)
                    seen.Count(accepted.Count > 0);
            }
        }
    }

    private static IEnumerable<Transfer[]> ChainsOf(IEnumerable<Transfer> transfers)
    {
        var chain = new List<Transfer>();
        foreach (var transfer in transfers)
        {
            chain.Add(transfer);
            if (transfer.Flags.HasFlag(TransferFlags.Linked))
                continue;
            yield return [.. chain];
            chain.Clear();
        }

        if (chain.Count > 0)
            yield return [.. chain];
    }

    private static AccountStanding[] StandingsOf(GeneralLedger ledger) =>
        [.. Enumerable.Range(1, ledger.AccountCount).Select(account => ledger.StandingOf(new(account)))];

    private static long[] Snapshot(GeneralLedger ledger) =>
        [0, .. Enumerable.Range(1, ledger.AccountCount).Select(account => ledger.NetBalanceOf(new(account)).Fen)];

    private sealed class Seen
    {
        public int Wholes { get; private set; }

        public int Nones { get; private set; }

        public void Count(bool isWhole)
        {
            if (isWhole)
                Wholes++;
            else
                Nones++;
        }
    }
}
