namespace DcepSim.Ledger;

/// <summary>Which terms make sense: faults here are the caller's misuse.</summary>
internal static class OpeningChecks
{
    public static void Check(in AccountTerms terms, AccountTable accounts)
    {
        if (FaultIn(terms, accounts) is { } fault)
            throw new ArgumentException(fault, nameof(terms));
    }

    public static string? FaultIn(in AccountTerms terms, AccountTable accounts)
    {
        var (kind, operatorId, limits, scope, window, parent) = terms;
        if (kind is AccountKind.None or > AccountKind.SubWallet)
            return $"Kind {kind} is not an account kind.";
        if ((kind == AccountKind.Issue) != (operatorId == OperatorId.CentralBank) && !AnyoneKeeps(kind))
            return $"Operator {operatorId.Value} cannot keep an account of kind {kind}: the issue account is the central bank's (0), vaults and wallets are kept by operators (1 to 255).";
        if (limits != default && kind == AccountKind.RedPacket)
            return "A packet has no limits of its own.";
        if (scope != default && kind is not (AccountKind.CorporateWallet or AccountKind.RedPacket or AccountKind.SubWallet))
            return $"An account of kind {kind} has no scope; corporate wallets, packets and sub-wallets have.";
        if (window != default && kind != AccountKind.RedPacket)
            return $"An account of kind {kind} has no window; packets have.";
        if (window.From > window.Until)
            return $"The window ends ({window.Until}) before it starts ({window.From}).";
        if (!parent.IsNone && !accounts.IsOpen(parent.Value))
            return $"Account {parent.Value} cannot be a parent: open accounts are numbered 1 to {accounts.Count}.";
        var parentKind = parent.IsNone ? AccountKind.None : accounts.Of(parent).Kind;
        return parentKind == ParentKind(kind)
            ? null
            : $"An account of kind {kind} needs a parent of kind {ParentKind(kind)}; account {parent.Value} is of kind {parentKind}.";
    }

    private static bool AnyoneKeeps(AccountKind kind) => kind is AccountKind.CampaignPool or AccountKind.RedPacket or AccountKind.LossAccount;

    private static AccountKind ParentKind(AccountKind kind) => kind switch
    {
        AccountKind.CampaignPool => AccountKind.CorporateWallet,
        AccountKind.RedPacket => AccountKind.CampaignPool,
        AccountKind.SubWallet => AccountKind.PersonalWallet,
        _ => AccountKind.None,
    };
}
