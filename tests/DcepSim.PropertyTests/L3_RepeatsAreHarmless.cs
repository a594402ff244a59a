using DcepSim.Ledger;
using DcepSim.Testing;
using DcepSim.Testing.Ledgers;
using FsCheck;
using FsCheck.Fluent;

namespace DcepSim.PropertyTests;

/// <summary>
/// L3: same key and content, the first answer again; same key, other content, refused with the differing field; outside the window,
/// refused.
/// </summary>
public class L3_RepeatsAreHarmless
{
    [Fact]
    public void Asking_again_never_moves_money_and_gets_the_first_answer_or_a_refusal()
    {
        Prop.ForAll(LedgerPlan.Arbitrary(100), AskAgain).Check(Config.QuickThrowOnFailure.WithMaxTest(TestScale.Of(40)));
    }

    private static void AskAgain(LedgerPlan plan)
    {
        var workload = new LedgerWorkload(plan);
        using var ledger = new GeneralLedger(plan.Options);
        foreach (var terms in workload.Opening)
            ledger.Open(terms);
        var first = new Dictionary<IdempotencyKey, (Transfer Transfer, Receipt Receipt)>();
        var receipts = new Receipt[256];
        foreach (var batch in workload.Batches())
        {
            var transfers = batch.Transfers.ToArray();
            ledger.Apply(transfers, batch.Time, receipts);
            for (var i = 0; i < transfers.Length; i++)
            {
                workload.Learn(transfers[i], receipts[i]);
                if (receipts[i].Sequence > 0)
                    first.TryAdd(transfers[i].Key, (transfers[i], receipts[i]));
            }
        }

        var balances = BalancesOf(ledger);
        foreach (var (transfer, receipt) in first.Values.Where(one => (one.Transfer.Flags & TransferFlags.Linked) == 0))
        {
            var isRemembered = receipt.Sequence > ledger.Sequence - plan.Options.IdempotencyWindow;
            Assert.Equal(isRemembered ? receipt : Refusal(ledger, SettlementStatus.KeyTooOld), Ask(ledger, transfer));
            var other = Changed(transfer, receipt.Sequence % 5);
            Assert.Equal(
                isRemembered ? Refusal(ledger, SettlementStatus.KeyReused) with { DifferingField = other.Field } : Refusal(ledger, SettlementStatus.KeyTooOld),
                Ask(ledger, other.Transfer));
        }

        Assert.Equal(balances, BalancesOf(ledger));
    }

    private static (Transfer Transfer, TransferField Field) Changed(Transfer transfer, long which) => which switch
    {
        0 => (transfer with { Debit = new(transfer.Debit.Value + 1), Kind = TransferKind.Load, Amount = Amount.FromFen(7) }, TransferField.Debit),
        1 => (transfer with { Credit = new(transfer.Credit.Value + 1), Amount = Amount.FromFen(7) }, TransferField.Credit),
        2 => (transfer with { Amount = Amount.FromFen(transfer.Amount.Fen == 3 ? 4 : 3) }, TransferField.Amount),
        3 => (transfer with { Hold = new(transfer.Hold.Value + 1) }, TransferField.Hold),
        _ => (transfer with { Kind = transfer.Kind == TransferKind.Load ? TransferKind.Unload : TransferKind.Load }, TransferField.Kind),
    };

    private static Receipt Refusal(GeneralLedger ledger, SettlementStatus status) => new(0, ledger.Time, status, default, default);

    private static Receipt Ask(GeneralLedger ledger, Transfer transfer)
    {
        var receipt = new Receipt[1];
        ledger.Apply([transfer], ledger.Time, receipt);
        return receipt[0];
    }

    private static NetAmount[] BalancesOf(GeneralLedger ledger) =>
        [.. Enumerable.Range(1, ledger.AccountCount).Select(account => ledger.NetBalanceOf(new(account)))];
}
