using static DcepSim.AccountKind;

namespace DcepSim.Testing.Ledgers;

public sealed partial class NaiveLedger
{
    private static SettlementStatus? RefusalAlone(Transfer transfer)
    {
        if (transfer.Kind == TransferKind.None || !Enum.IsDefined(transfer.Kind))
            return SettlementStatus.KindUnknown;
        if (transfer.Flags is not (TransferFlags.None or TransferFlags.Linked))
            return SettlementStatus.FlagsUnknown;
        if (transfer.Amount.Fen == 0)
            return SettlementStatus.AmountZero;
        if (transfer.Amount.Fen < 0 || transfer.Amount.Fen > Amount.MaxValue.Fen)
            return SettlementStatus.AmountOutOfRange;
        return transfer.Debit == transfer.Credit ? SettlementStatus.AccountsEqual : null;
    }

    private SettlementStatus? RefusalByAccounts(Transfer transfer)
    {
        if (!_accounts.TryGetValue(transfer.Debit, out var debit))
            return SettlementStatus.DebitAccountMissing;
        if (!_accounts.TryGetValue(transfer.Credit, out var credit))
            return SettlementStatus.CreditAccountMissing;
        if (!IsAllowed(transfer.Kind, debit.Terms.Kind, credit.Terms.Kind))
            return SettlementStatus.PostingRuleMissing;
        return RefusalByPacket(transfer, debit, credit) ?? RefusalByLimits(transfer, debit) ?? RefusalByBalances(transfer, debit, credit);
    }

    private static bool IsAllowed(TransferKind kind, AccountKind debit, AccountKind credit) => (kind, debit, credit) switch
    {
        (TransferKind.Issuance, Issue, Vault) => true,
        (TransferKind.Withdrawal, Vault, Issue) => true,
        (TransferKind.Load, Vault, PersonalWallet) => true,
        (TransferKind.Load, Vault, CorporateWallet) => true,
        (TransferKind.Load, Vault, CampaignPool) => true,
        (TransferKind.Unload, PersonalWallet, Vault) => true,
        (TransferKind.Unload, CorporateWallet, Vault) => true,
        (TransferKind.Claim, CampaignPool, RedPacket) => true,
        (TransferKind.PacketPayment, RedPacket, CorporateWallet) => true,
        (TransferKind.Payment, PersonalWallet, CorporateWallet) => true,
        (TransferKind.PersonToPerson, PersonalWallet, PersonalWallet) => true,
        (TransferKind.Refund, CorporateWallet, PersonalWallet) => true,
        (TransferKind.Recall, RedPacket, CorporateWallet) => true,
        (TransferKind.Recall, CampaignPool, CorporateWallet) => true,
        _ => false,
    };

    private SettlementStatus? RefusalByPacket(Transfer transfer, NaiveAccount debit, NaiveAccount credit)
    {
        switch (transfer.Kind)
        {
            case TransferKind.Claim when credit.Terms.Parent != transfer.Debit:
                return SettlementStatus.FunderMismatch;
            case TransferKind.Recall when FunderOf(debit) != transfer.Credit:
                return SettlementStatus.FunderMismatch;
            case TransferKind.Claim when credit.IsClaimed:
                return SettlementStatus.PacketClaimed;
            case TransferKind.PacketPayment when !debit.Terms.Scope.Meets(credit.Terms.Scope):
                return SettlementStatus.OutOfScope;
            case TransferKind.PacketPayment when _time < debit.Terms.Window.From:
                return SettlementStatus.WindowNotOpen;
            case TransferKind.PacketPayment when _time >= debit.Terms.Window.Until:
                return SettlementStatus.WindowEnded;
            case TransferKind.Claim when _time >= credit.Terms.Window.Until:
                return SettlementStatus.WindowEnded;
            case TransferKind.Recall when debit.Terms.Kind == RedPacket && _time < debit.Terms.Window.Until:
                return SettlementStatus.WindowNotEnded;
            default:
                return null;
        }
    }

    private AccountId FunderOf(NaiveAccount account) =>
        account.Terms.Kind == RedPacket ? _accounts[account.Terms.Parent].Terms.Parent : account.Terms.Parent;

    private SettlementStatus? RefusalByLimits(Transfer transfer, NaiveAccount debit)
    {
        if (transfer.Kind is not (TransferKind.Payment or TransferKind.PersonToPerson))
            return null;
        var limits = debit.Terms.Limits;
        if (limits.PerPaymentMax is { } perPayment && transfer.Amount > perPayment)
            return SettlementStatus.PaymentLimit;
        if (limits.PerDayMax is { } perDay && debit.PaidOn(_today) + transfer.Amount.Fen > perDay.Fen)
            return SettlementStatus.DayLimit;
        return limits.PerYearMax is { } perYear && debit.PaidIn(_today.Year) + transfer.Amount.Fen > perYear.Fen ? SettlementStatus.YearLimit : null;
    }

    private static SettlementStatus? RefusalByBalances(Transfer transfer, NaiveAccount debit, NaiveAccount credit)
    {
        var least = debit.Terms.Kind == Issue ? -Amount.MaxValue.Fen : 0;
        if (debit.BalanceFen - transfer.Amount.Fen < least)
            return SettlementStatus.InsufficientFunds;
        var most = credit.Terms.Limits.BalanceMax ?? Amount.MaxValue;
        return credit.BalanceFen + transfer.Amount.Fen > most.Fen ? SettlementStatus.BalanceLimit : null;
    }
}
