using DcepSim.Settlement;
using DcepSim.Settlement.Journal;
using NodaTime;

namespace DcepSim.SimulationTests.Settlement;

/// <summary>
/// A course of transfers that anybody can make again from session and counter alone: loads, payments, refusals, holds that expire, repeats.
/// </summary>
internal static class SettlementCourse
{
    public const int Sessions = 8;
    private const int Issue = 1;
    private const int Vault = 2;
    private const int Merchant = 3;
    private const int BeforeWallets = 3;

    public static int Accounts => BeforeWallets + Sessions;

    public static PipelineOptions Options { get; } = new()
    {
        Ledger = new() { AccountsMax = 64, IdempotencyWindow = 1 << 17, SessionsMax = Sessions + 1, HoldsMax = 1 << 15 },
        BatchTransfersMax = 512,
        CheckpointEntries = 2_000,
        Journal = new() { SegmentBytes = 256 * JournalLayout.BlockBytes, ReserveBytes = 0 },
    };

    /// <summary>Opens the accounts and issues the money; the session after the last is used for it.</summary>
    public static async Task BeginAsync(PipelinedSettlement settlement)
    {
        await settlement.OpenAsync(new(AccountKind.Issue, OperatorId.CentralBank));
        await settlement.OpenAsync(new(AccountKind.Vault, new(1)));
        await settlement.OpenAsync(new(AccountKind.CorporateWallet, new(1)));
        for (var session = 1; session <= Sessions; session++)
            await settlement.OpenAsync(new(AccountKind.PersonalWallet, new(1)));
        var receipts = new Receipt[1];
        await settlement.SettleAsync(new[] { new Transfer(new(Sessions + 1, 1), new(Issue), new(Vault), Amount.FromYuan(1_000_000_000), TransferKind.Issuance) }, receipts);
        Assert.True(receipts[0].IsAccepted, $"{receipts[0].Status}");
    }

    public static Transfer At(ulong session, ulong counter)
    {
        var wallet = new AccountId(BeforeWallets + (int)session);
        var key = new IdempotencyKey(session, counter);
        return (counter % 10) switch
        {
            < 6 => new(key, new(Vault), wallet, Amount.FromFen(2 + (long)(counter % 5)), TransferKind.Load),
            < 8 => new(key, wallet, new(Merchant), Amount.FromFen(1), TransferKind.Payment),
            8 => new(key, wallet, new(Merchant), Amount.FromYuan(1_000_000), TransferKind.Payment), // refused: nobody has so much
            _ => new(key, new(Vault), wallet, Amount.FromFen(1), TransferKind.Load, TransferFlags.Pending, HoldTerm.ForSeconds(1)),
        };
    }

    /// <summary>
    /// Holds an opened book against the receipts that were seen of it: each stands in the journal once, is given again for the same request, and
    /// the balances are those of the journal's accepted transfers and no others.
    /// </summary>
    /// <returns>What is not so; null if all is.</returns>
    public static async Task<string?> FaultOfAsync(PipelinedSettlement settlement, IReadOnlyDictionary<IdempotencyKey, Receipt> seen)
    {
        var (found, balances) = (new Dictionary<IdempotencyKey, Receipt>(), new long[Accounts + 1]);
        await foreach (var page in settlement.ReadSettledAsync(follow: false))
        {
            for (var i = 0; i < page.Entries.Length; i++)
            {
                var entry = page.Entries.Span[i];
                if (entry.Kind != Ledger.JournalEntryKind.Transfer)
                    continue;
                var (transfer, receipt) = (entry.Transfer, entry.ReceiptAt(page.FirstSequence + i));
                if (!found.TryAdd(transfer.Key, receipt))
                    return $"{transfer.Key} stands in the journal twice, last at {receipt.Sequence}";
                if (!receipt.IsAccepted || (transfer.Flags & TransferFlags.Pending) != 0)
                    continue;
                balances[transfer.Debit.Value] -= transfer.Amount.Fen;
                balances[transfer.Credit.Value] += transfer.Amount.Fen;
            }
        }

        foreach (var (key, receipt) in seen)
        {
            if (!found.TryGetValue(key, out var kept) || kept != receipt)
                return $"{key} was answered with {receipt}; the journal has {(kept == default ? "nothing" : kept)}";
        }

        for (var account = Vault; account <= Accounts; account++)
        {
            if (await settlement.BalanceOfAsync(new(account)) is var balance && balance.Fen != balances[account])
                return $"account {account} has {balance}, by the journal {balances[account]} fen";
        }

        return await FaultOfRepeatsAsync(settlement, seen)
            ?? ((await settlement.TakeTrialBalanceAsync()).IsBalanced ? null : "the trial balance is broken");
    }

    private static async Task<string?> FaultOfRepeatsAsync(PipelinedSettlement settlement, IReadOnlyDictionary<IdempotencyKey, Receipt> seen)
    {
        foreach (var keys in seen.Keys.Where(key => key.Session <= Sessions).Chunk(64))
        {
            var again = new Receipt[keys.Length];
            await settlement.SettleAsync(Array.ConvertAll(keys, key => At(key.Session, key.Counter)), again);
            for (var i = 0; i < keys.Length; i++)
            {
                if (again[i] != seen[keys[i]])
                    return $"{keys[i]} was answered with {seen[keys[i]]}, asked again with {again[i]}";
            }
        }

        return null;
    }

    /// <summary>Time stands still: what happens then depends on nothing but the course.</summary>
    internal sealed class StandingClock : IClock
    {
        public Instant GetCurrentInstant() => Instant.FromUtc(2020, 10, 9, 4, 0);
    }
}
