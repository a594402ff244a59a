using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DcepSim.Ledger;

namespace DcepSim.Simulation.Audit;

/// <summary>Holds a campaign's own book against the ledger, account by account and in the totals.</summary>
internal static class CampaignAudit
{
    private const int PartsPerWorker = 2;
    private const int TogetherMax = 64;
    private const int AccountsPerWinner = 2;

    /// <param name="book">The campaign's book.</param>
    /// <param name="accounts">Where its money lies.</param>
    /// <param name="ledger">The other book, in which nothing is written meanwhile.</param>
    /// <param name="workers">Compare packets side by side.</param>
    public static AuditReport Compare(CampaignBook book, CampaignAccounts accounts, Teller ledger, IWorkers workers)
    {
        var auditor = new Auditor();
        CompareAccounts(auditor, book, accounts, ledger);
        var trial = ComparePackets(auditor, book, ledger, ledger.IsInline ? workers : OneWorker.Instance);
        CompareTotals(auditor, book, trial);
        auditor.Compare("alive after the window", NetAmount.Zero, book.Alive);
        auditor.Compare("granted less spent, recalled and alive", NetAmount.Zero, book.PacketBreak);
        auditor.Compare("funded less pool, alive, spent and returned", NetAmount.Zero, book.PoolBreak);
        return auditor.Report();
    }

    private static void CompareAccounts(Auditor auditor, CampaignBook book, CampaignAccounts accounts, Teller ledger)
    {
        auditor.Compare("campaign pool", book.Pool, new NetAmount(ledger.BalanceFenOf(accounts.Pool)));
        auditor.Compare("funder", NetAmount.From(book.Returned), new NetAmount(ledger.BalanceFenOf(accounts.Funder)));
        for (var index = 0; index < accounts.Vaults.Length; index++)
            auditor.Compare("vault of operator", index, book.VaultsFen[index], ledger.BalanceFenOf(accounts.Vaults[index]));
        for (var merchant = 0; merchant < accounts.Merchants.Length; merchant++)
            auditor.Compare("merchant", merchant, book.TakingsFen(merchant), ledger.BalanceFenOf(accounts.Merchants[merchant]));
    }

    // The trial balance is one part of the work, each share of the winners another: all of them only read.
    private static TrialBalance ComparePackets(Auditor auditor, CampaignBook book, Teller ledger, IWorkers workers)
    {
        var shares = Enumerable.Range(0, workers.Count == 1 ? 1 : PartsPerWorker * workers.Count).Select(_ => new Auditor()).ToArray();
        var alive = new NetAmount[shares.Length];
        TrialBalance? trial = null;
        workers.CarryOut(shares.Length + 1, part =>
        {
            if (part == 0)
                trial = ledger.TakeTrialBalance();
            else
                alive[part - 1] = ComparePackets(shares[part - 1], book, ledger, ShareOf(part - 1), ShareOf(part));
        });
        foreach (var share in shares)
            auditor.Add(share);
        auditor.Compare("left in all packets", book.Alive, alive.Aggregate((sum, part) => sum + part));
        return trial!;

        int ShareOf(int share) => (int)((long)share * book.Cards.Length / shares.Length);
    }

    // Packets and wallets are gathered without asking which there are, and compared without asking whether they differ: guessing wrong costs more.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static NetAmount ComparePackets(Auditor auditor, CampaignBook book, Teller ledger, int first, int end)
    {
        var alive = NetAmount.Zero;
        Span<AccountId> accounts = stackalloc AccountId[AccountsPerWinner * TogetherMax];
        Span<long> expectedFen = stackalloc long[AccountsPerWinner * TogetherMax];
        Span<NetAmount> found = stackalloc NetAmount[AccountsPerWinner * TogetherMax];
        for (var winner = first; winner < end; winner += TogetherMax)
        {
            var cards = book.Cards[winner..Math.Min(end, winner + TogetherMax)];
            var (count, left) = Gather(cards, accounts, expectedFen);
            alive += new NetAmount(left);
            ledger.ReadBalances(accounts[..count], found);
            auditor.Count(count);
            if (!expectedFen[..count].SequenceEqual(MemoryMarshal.Cast<NetAmount, long>(found[..count])))
                KeepBreaks(auditor, cards, winner, ledger);
        }

        return alive;
    }

    /// <summary>Writes down which accounts some winners have, and what each should hold.</summary>
    /// <returns>How many accounts, and what all hold together.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (int Count, long LeftFen) Gather(ReadOnlySpan<WinnerCard> cards, Span<AccountId> accounts, Span<long> expectedFen)
    {
        var count = 0;
        var leftFen = 0L;
        foreach (ref readonly var card in cards)
        {
            var left = card.Left.Fen;
            (accounts[count], expectedFen[count]) = (card.Packet, left);
            count += card.HasClaimed ? 1 : 0;
            // Top-ups are made for a purchase and spent with it.
            (accounts[count], expectedFen[count]) = (card.Wallet, 0);
            count += card.Wallet.IsNone ? 0 : 1;
            leftFen += left;
        }

        return (count, leftFen);
    }

    private static void KeepBreaks(Auditor auditor, ReadOnlySpan<WinnerCard> cards, int winner, Teller ledger)
    {
        foreach (ref readonly var card in cards)
        {
            if (card.HasClaimed)
                KeepIfBroken("packet of winner", card.Packet, NetAmount.From(card.Left));
            if (!card.Wallet.IsNone)
                KeepIfBroken("wallet of winner", card.Wallet, NetAmount.Zero);
            winner++;
        }

        void KeepIfBroken(string what, AccountId account, NetAmount expected)
        {
            var found = new NetAmount(ledger.BalanceFenOf(account));
            if (found != expected)
                auditor.Keep(what, winner, expected, found);
        }
    }

    private static void CompareTotals(Auditor auditor, CampaignBook book, TrialBalance trial)
    {
        auditor.Compare("issue account", -NetAmount.From(book.Issued), trial.Total.BalanceOf(AccountKind.Issue));
        auditor.Compare("sum of all balances", NetAmount.Zero, trial.Total.Balance);
        auditor.Compare("debits less credits", NetAmount.Zero, new NetAmount((long)(trial.Total.DebitedFenTotal - trial.Total.CreditedFenTotal)));
        auditor.Compare("issued", NetAmount.From(book.Issued), NetAmount.From(trial.Issued));
        auditor.Compare("circulating", NetAmount.From(book.Issued), NetAmount.From(trial.Circulating));
        CompareKind(auditor, trial, TransferKind.Claim, book.Granted);
        CompareKind(auditor, trial, TransferKind.PacketPayment, book.Spent);
        CompareKind(auditor, trial, TransferKind.Payment, book.OwnMoney);
        CompareKind(auditor, trial, TransferKind.Load, book.OwnMoney + book.Funded);
        CompareKind(auditor, trial, TransferKind.Recall, book.Returned);
        foreach (var row in trial.Rows)
        {
            var difference = new NetAmount((long)(row.CreditedFenTotal - row.DebitedFenTotal));
            auditor.Compare($"balances of operator {row.Operator?.Value}", difference, row.Balance);
        }
    }

    private static void CompareKind(Auditor auditor, TrialBalance trial, TransferKind kind, Amount expected) =>
        auditor.Compare($"all transfers of kind {kind}", NetAmount.From(expected), new NetAmount((long)trial.Total.DebitedFen(kind)));
}
