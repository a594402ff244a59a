using DcepSim.Ledger;
using static DcepSim.AccountKind;

namespace DcepSim.Testing.Ledgers;

public sealed partial class NaiveLedger
{
    private static SettlementStatus? RefusalAlone(Transfer transfer)
    {
        if (transfer.Kind == TransferKind.None || !Enum.IsDefined(transfer.Kind))
            return SettlementStatus.KindUnknown;
        if ((int)transfer.Flags > 15)
            return SettlementStatus.FlagsUnknown;
        TransferFlags[] aboutHolds = [TransferFlags.Pending, TransferFlags.Post, TransferFlags.Void];
        if (aboutHolds.Count(flag => transfer.Flags.HasFlag(flag)) > 1)
            return SettlementStatus.FlagsConflict;
        if (transfer.Amount.Fen == 0)
            return SettlementStatus.AmountZero;
        if (transfer.Amount.Fen < 0 || transfer.Amount.Fen > Amount.MaxValue.Fen)
            return SettlementStatus.AmountOutOfRange;
        if (transfer.Debit == transfer.Credit)
            return SettlementStatus.AccountsEqual;
        return IsTermRight(transfer.Flags, transfer.Hold.Value) ? null : SettlementStatus.HoldTermOutOfRange;
    }

    private static bool IsTermRight(TransferFlags flags, long term)
    {
        if (flags.HasFlag(TransferFlags.Pending))
            return term > 0 && term <= 10 * 365 * 24 * 60 * 60;
        return flags.HasFlag(TransferFlags.Post) || flags.HasFlag(TransferFlags.Void) ? term > 0 : term == 0;
    }

    private SettlementStatus? RefusalByAccounts(Transfer transfer)
    {
        if (!_accounts.TryGetValue(transfer.Debit, out var debit))
            return SettlementStatus.DebitAccountMissing;
        if (!_accounts.TryGetValue(transfer.Credit, out var credit))
            return SettlementStatus.CreditAccountMissing;
        if (!IsAllowed(transfer.Kind, debit.Terms.Kind, credit.Terms.Kind))
            return SettlementStatus.PostingRuleMissing;
        var isEnd = transfer.Flags.HasFlag(TransferFlags.Post) || transfer.Flags.HasFlag(TransferFlags.Void);
        if (isEnd || transfer.Flags.HasFlag(TransferFlags.Pending))
        {
            if (transfer.Kind is TransferKind.Issuance or TransferKind.Withdrawal or TransferKind.Claim or TransferKind.PacketPayment or TransferKind.Recall
                or TransferKind.OfflineLoad or TransferKind.OfflineDeposit or TransferKind.WriteOff or TransferKind.PacketRefund or TransferKind.SubWalletPush)
                return SettlementStatus.HoldNotAllowed;
        }

        if (isEnd)
            return RefusalByHold(transfer) ?? (transfer.Flags.HasFlag(TransferFlags.Void) ? null : RefusalByCondition(debit, credit));
        return RefusalByCondition(debit, credit) ?? RefusalByPacket(transfer, debit, credit)
            ?? RefusalByLimits(transfer, debit) ?? RefusalByBalances(transfer, debit, credit)
            ?? (transfer.Flags.HasFlag(TransferFlags.Pending) && _holds.Count == _options.HoldsMax ? SettlementStatus.HoldsFull : null);
    }

    private SettlementStatus? RefusalByHold(Transfer transfer)
    {
        if (!_holds.TryGetValue(transfer.Hold.Value, out var hold) || hold.Due <= _time)
            return SettlementStatus.HoldMissing;
        if (transfer.Kind != hold.Transfer.Kind || transfer.Debit != hold.Transfer.Debit || transfer.Credit != hold.Transfer.Credit)
            return SettlementStatus.HoldMismatch;
        if (transfer.Flags.HasFlag(TransferFlags.Void) && transfer.Amount != hold.Transfer.Amount)
            return SettlementStatus.HoldMismatch;
        return transfer.Amount > hold.Transfer.Amount ? SettlementStatus.HoldExceeded : null;
    }

    private static SettlementStatus? RefusalByCondition(NaiveAccount debit, NaiveAccount credit)
    {
        if (debit.Condition == AccountCondition.Closed)
            return SettlementStatus.DebitAccountClosed;
        if (credit.Condition == AccountCondition.Closed)
            return SettlementStatus.CreditAccountClosed;
        if (debit.Condition is AccountCondition.DebitsFrozen or AccountCondition.Frozen)
            return SettlementStatus.DebitAccountFrozen;
        return credit.Condition == AccountCondition.Frozen ? SettlementStatus.CreditAccountFrozen : null;
    }

    private static bool IsAllowed(TransferKind kind, AccountKind debit, AccountKind credit) => (kind, debit, credit) switch
    {
        (TransferKind.Issuance, Issue, Vault) => true,
        (TransferKind.Withdrawal, Vault, Issue) => true,
        (TransferKind.Load, Vault, PersonalWallet) => true,
        (TransferKind.Load, Vault, CorporateWallet) => true,
        (TransferKind.Load, Vault, CampaignPool) => true,
        (TransferKind.Load, Vault, LossAccount) => true,
        (TransferKind.Unload, LossAccount, Vault) => true,
        (TransferKind.Unload, PersonalWallet, Vault) => true,
        (TransferKind.Unload, CorporateWallet, Vault) => true,
        (TransferKind.Claim, CampaignPool, RedPacket) => true,
        (TransferKind.PacketPayment, RedPacket, CorporateWallet) => true,
        (TransferKind.Payment, PersonalWallet, CorporateWallet) => true,
        (TransferKind.PersonToPerson, PersonalWallet, PersonalWallet) => true,
        (TransferKind.Refund, CorporateWallet, PersonalWallet) => true,
        (TransferKind.Recall, RedPacket, CorporateWallet) => true,
        (TransferKind.Recall, CampaignPool, CorporateWallet) => true,
        (TransferKind.Recall, RedPacket, CampaignPool) => true,
        (TransferKind.PacketRefund, CorporateWallet, RedPacket) => true,
        (TransferKind.PacketRefund, CorporateWallet, CampaignPool) => true,
        (TransferKind.SubWalletPush, PersonalWallet, SubWallet) => true,
        (TransferKind.SubWalletPush, SubWallet, PersonalWallet) => true,
        (TransferKind.Payment, SubWallet, CorporateWallet) => true,
        (TransferKind.OfflineLoad, PersonalWallet, OfflineFloat) => true,
        (TransferKind.OfflineLoad, CorporateWallet, OfflineFloat) => true,
        (TransferKind.OfflineDeposit, OfflineFloat, PersonalWallet) => true,
        (TransferKind.OfflineDeposit, OfflineFloat, CorporateWallet) => true,
        (TransferKind.WriteOff, LossAccount, OfflineFloat) => true,
        _ => false,
    };

    private SettlementStatus? RefusalByPacket(Transfer transfer, NaiveAccount debit, NaiveAccount credit)
    {
        switch (transfer.Kind)
        {
            case TransferKind.Claim when credit.Terms.Parent != transfer.Debit:
                return SettlementStatus.FunderMismatch;
            case TransferKind.Recall when credit.Terms.Kind == CampaignPool && debit.Terms.Parent != transfer.Credit:
                return SettlementStatus.FunderMismatch;
            case TransferKind.Recall when credit.Terms.Kind != CampaignPool && FunderOf(debit) != transfer.Credit:
                return SettlementStatus.FunderMismatch;
            case TransferKind.SubWalletPush when debit.Terms.Kind == SubWallet && debit.Terms.Parent != transfer.Credit:
                return SettlementStatus.FunderMismatch;
            case TransferKind.SubWalletPush when credit.Terms.Kind == SubWallet && credit.Terms.Parent != transfer.Debit:
                return SettlementStatus.FunderMismatch;
            case TransferKind.Payment when debit.Terms.Kind == SubWallet && !debit.Terms.Scope.Meets(credit.Terms.Scope):
                return SettlementStatus.OutOfScope;
            case TransferKind.PacketRefund when credit.Terms.Kind == CampaignPool && debit.Terms.Scope == SpendScope.None:
                return SettlementStatus.OutOfScope;
            case TransferKind.PacketRefund when credit.Terms.Kind == RedPacket && !credit.Terms.Scope.Meets(debit.Terms.Scope):
                return SettlementStatus.OutOfScope;
            case TransferKind.PacketRefund when credit.Terms.Kind == RedPacket && _time < credit.Terms.Window.From:
                return SettlementStatus.WindowNotOpen;
            case TransferKind.PacketRefund when credit.Terms.Kind == RedPacket && _time >= credit.Terms.Window.Until:
                return SettlementStatus.WindowEnded;
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
        if (!IsPayment(transfer.Kind))
            return null;
        var limits = debit.Terms.Limits;
        if (limits.PerPaymentMax is { } perPayment && transfer.Amount > perPayment)
            return SettlementStatus.PaymentLimit;
        if (limits.PerDayMax is { } perDay && debit.PaidOn(_today) + transfer.Amount.Fen > perDay.Fen)
            return SettlementStatus.DayLimit;
        return limits.PerYearMax is { } perYear && debit.PaidIn(_today.Year) + transfer.Amount.Fen > perYear.Fen ? SettlementStatus.YearLimit : null;
    }

    private SettlementStatus? RefusalByBalances(Transfer transfer, NaiveAccount debit, NaiveAccount credit)
    {
        var least = debit.Terms.Kind == Issue ? -Amount.MaxValue.Fen : 0;
        if (debit.BalanceFen - HeldOut(transfer.Debit) - transfer.Amount.Fen < least)
            return SettlementStatus.InsufficientFunds;
        var most = credit.Terms.Limits.BalanceMax ?? Amount.MaxValue;
        return credit.BalanceFen + HeldIn(transfer.Credit) + transfer.Amount.Fen > most.Fen ? SettlementStatus.BalanceLimit : null;
    }
}
