using DcepSim.Ledger;

namespace DcepSim.Simulation.Audit;

/// <summary>Holds a campaign's own book against the ledger, account by account and in the totals.</summary>
internal static class CampaignAudit
{
    public static AuditReport Compare(CampaignBook book, CampaignAccounts accounts, Teller ledger)
    {
        var auditor = new Auditor();
        CompareAccounts(auditor, book, accounts, ledger);
        CompareTotals(auditor, book, ledger.TakeTrialBalance());
        auditor.Compare("granted less spent, recalled and alive", NetAmount.Zero, book.Tally.PacketBreak);
        auditor.Compare("funded less pool, alive, spent and returned", NetAmount.Zero, book.Tally.PoolBreak);
        return auditor.Report();
    }

    private static void CompareAccounts(Auditor auditor, CampaignBook book, CampaignAccounts accounts, Teller ledger)
    {
        auditor.Compare("campaign pool", book.Tally.Pool, NetAmount.From(ledger.BalanceOf(accounts.Pool)));
        auditor.Compare("funder", NetAmount.From(book.Tally.Returned), NetAmount.From(ledger.BalanceOf(accounts.Funder)));
        for (var index = 0; index < accounts.Vaults.Length; index++)
            auditor.Compare("vault of operator", index, book.VaultsFen[index], ledger.BalanceOf(accounts.Vaults[index]).Fen);
        for (var merchant = 0; merchant < accounts.Merchants.Length; merchant++)
            auditor.Compare("merchant", merchant, book.TakingsFen[merchant], ledger.BalanceOf(accounts.Merchants[merchant]).Fen);
        for (var winner = 0; winner < accounts.Winners.Length; winner++)
        {
            var (wallet, packet, _) = accounts.Winners[winner];
            if (packet.IsNone)
                continue;
            auditor.Compare("packet of winner", winner, book.Packets[winner].Alive.Fen, ledger.BalanceOf(packet).Fen);
            // Top-ups are made for a purchase and spent with it.
            auditor.Compare("wallet of winner", winner, 0, ledger.BalanceOf(wallet).Fen);
        }
    }

    private static void CompareTotals(Auditor auditor, CampaignBook book, TrialBalance trial)
    {
        auditor.Compare("issue account", -NetAmount.From(book.Issued), trial.Total.BalanceOf(AccountKind.Issue));
        auditor.Compare("sum of all balances", NetAmount.Zero, trial.Total.Balance);
        auditor.Compare("debits less credits", NetAmount.Zero, new NetAmount((long)(trial.Total.DebitedFenTotal - trial.Total.CreditedFenTotal)));
        auditor.Compare("issued", NetAmount.From(book.Issued), NetAmount.From(trial.Issued));
        auditor.Compare("circulating", NetAmount.From(book.Issued), NetAmount.From(trial.Circulating));
        CompareKind(auditor, trial, TransferKind.Claim, book.Tally.Granted);
        CompareKind(auditor, trial, TransferKind.PacketPayment, book.Tally.Spent);
        CompareKind(auditor, trial, TransferKind.Payment, book.OwnMoney);
        CompareKind(auditor, trial, TransferKind.Load, book.OwnMoney + book.Tally.Funded);
        CompareKind(auditor, trial, TransferKind.Recall, book.Tally.Returned);
        foreach (var row in trial.Rows)
        {
            var difference = new NetAmount((long)(row.CreditedFenTotal - row.DebitedFenTotal));
            auditor.Compare($"balances of operator {row.Operator?.Value}", difference, row.Balance);
        }
    }

    private static void CompareKind(Auditor auditor, TrialBalance trial, TransferKind kind, Amount expected) =>
        auditor.Compare($"all transfers of kind {kind}", NetAmount.From(expected), new NetAmount((long)trial.Total.DebitedFen(kind)));
}
