using DcepSim.Ledger;
using DcepSim.Simulation.Audit;

namespace DcepSim.Simulation.Mechanisms;

/// <summary>Holds the book of a run with mechanisms against the ledger, account by account, in the totals, and cohort by cohort.</summary>
internal static class MechanismAudit
{
    public static AuditReport Compare(MechanismBook book, MechanismAccounts accounts, HoldingList list, Desk ledger)
    {
        var auditor = new Auditor();
        CompareAccounts(auditor, book, accounts, list, ledger);
        CompareTotals(auditor, book, ledger.TakeTrialBalance());
        auditor.Compare("funded less pool, alive, spent and returned", NetAmount.Zero, book.Tally.PoolBreak);
        auditor.Compare("granted less spent, recalled and alive", NetAmount.Zero, book.Tally.PacketBreak);
        for (var round = 0; round < book.Cohorts.Length; round++)
            auditor.Compare($"granted less spent, recalled and alive in round {round + 1}", NetAmount.Zero, book.Cohorts[round].PacketBreak);
        return auditor.Report();
    }

    private static void CompareAccounts(Auditor auditor, MechanismBook book, MechanismAccounts accounts, HoldingList list, Desk ledger)
    {
        auditor.Compare("campaign pool", book.Tally.Pool, new NetAmount(ledger.BalanceFenOf(accounts.Pool)));
        auditor.Compare("funder", NetAmount.From(book.Tally.Returned), new NetAmount(ledger.BalanceFenOf(accounts.Funder)));
        for (var index = 0; index < accounts.Vaults.Length; index++)
            auditor.Compare("vault of operator", index, book.VaultsFen[index], ledger.BalanceFenOf(accounts.Vaults[index]));
        for (var merchant = 0; merchant < accounts.Merchants.Length; merchant++)
            auditor.Compare("merchant", merchant, book.TakingsFen[merchant], ledger.BalanceFenOf(accounts.Merchants[merchant]));
        for (var person = 0; person < list.Persons.Length; person++)
        {
            var (wallet, subWallet) = (list.Persons[person].Wallet, list.Persons[person].SubWallet);
            if (!wallet.IsNone)
                auditor.Compare("wallet of person", person, list.Persons[person].WalletFen, ledger.BalanceFenOf(wallet));
            if (!subWallet.IsNone)
                auditor.Compare("sub-wallet of person", person, 0, ledger.BalanceFenOf(subWallet)); // filled for a payment and emptied with it
        }

        for (var holding = 0; holding < list.Holdings.Length; holding++)
        {
            if (!list.Holdings[holding].Account.IsNone)
                auditor.Compare("packet", holding, list.Holdings[holding].Life.Alive.Fen, ledger.BalanceFenOf(list.Holdings[holding].Account));
        }
    }

    private static void CompareTotals(Auditor auditor, MechanismBook book, TrialBalance trial)
    {
        auditor.Compare("issue account", -NetAmount.From(book.Issued), trial.Total.BalanceOf(AccountKind.Issue));
        auditor.Compare("sum of all balances", NetAmount.Zero, trial.Total.Balance);
        auditor.Compare("debits less credits", NetAmount.Zero, new NetAmount((long)(trial.Total.DebitedFenTotal - trial.Total.CreditedFenTotal)));
        auditor.Compare("circulating", NetAmount.From(book.Issued), NetAmount.From(trial.Circulating));
        CompareKind(auditor, trial, TransferKind.Claim, book.Tally.Granted);
        CompareKind(auditor, trial, TransferKind.PacketPayment, book.PacketsPaid);
        CompareKind(auditor, trial, TransferKind.PacketRefund, book.PacketsRefunded);
        CompareKind(auditor, trial, TransferKind.Payment, book.OwnMoneyPaid);
        CompareKind(auditor, trial, TransferKind.Refund, book.OwnMoneyRefunded);
        CompareKind(auditor, trial, TransferKind.SubWalletPush, book.Pushed);
        CompareKind(auditor, trial, TransferKind.Load, book.Loaded + book.Tally.Funded);
        CompareKind(auditor, trial, TransferKind.Recall, book.Tally.Recalled + book.Tally.ReturnedUnclaimed);
    }

    private static void CompareKind(Auditor auditor, TrialBalance trial, TransferKind kind, Amount expected) =>
        auditor.Compare($"all transfers of kind {kind}", NetAmount.From(expected), new NetAmount((long)trial.Total.DebitedFen(kind)));
}
