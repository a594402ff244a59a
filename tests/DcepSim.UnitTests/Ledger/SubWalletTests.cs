namespace DcepSim.UnitTests.Ledger;

public sealed class SubWalletTests : IDisposable
{
    private readonly LedgerFixture _book = new();
    private readonly AccountId _pushed;

    public SubWalletTests()
    {
        var caps = new AccountLimits(Amount.FromYuan(100), Amount.FromYuan(40), null, null);
        _pushed = _book.Ledger.Open(new(AccountKind.SubWallet, LedgerFixture.Bank, caps, SpendScope.Of(3), Parent: _book.Person));
        Assert.True(_book.Move(TransferKind.Load, _book.Vault, _book.Person, 500).IsAccepted);
    }

    [Fact]
    public void A_sub_wallet_is_filled_from_its_own_wallet_only_and_may_give_the_money_back()
    {
        Assert.True(_book.Move(TransferKind.SubWalletPush, _book.Person, _pushed, 60).IsAccepted);
        Assert.True(_book.Move(TransferKind.SubWalletPush, _pushed, _book.Person, 10).IsAccepted);
        _book.Move(TransferKind.Load, _book.Vault, _book.Other, 50);
        Assert.Equal(SettlementStatus.FunderMismatch, _book.Move(TransferKind.SubWalletPush, _book.Other, _pushed, 1).Status);
        Assert.Equal(SettlementStatus.FunderMismatch, _book.Move(TransferKind.SubWalletPush, _pushed, _book.Other, 1).Status);
        Assert.Equal(SettlementStatus.PostingRuleMissing, _book.Move(TransferKind.Load, _book.Vault, _pushed, 1).Status);
        Assert.Equal((450L, 50L), (_book.YuanOf(_book.Person), _book.YuanOf(_pushed)));
    }

    [Fact]
    public void A_sub_wallet_pays_only_where_it_was_pushed_to_and_within_its_own_caps()
    {
        Assert.Equal(SettlementStatus.BalanceLimit, _book.Move(TransferKind.SubWalletPush, _book.Person, _pushed, 101).Status);
        Assert.True(_book.Move(TransferKind.SubWalletPush, _book.Person, _pushed, 100).IsAccepted);
        Assert.Equal(SettlementStatus.OutOfScope, _book.Move(TransferKind.Payment, _pushed, _book.Stranger, 1).Status);
        Assert.Equal(SettlementStatus.PaymentLimit, _book.Move(TransferKind.Payment, _pushed, _book.Merchant, 41).Status);
        Assert.True(_book.Move(TransferKind.Payment, _pushed, _book.Merchant, 40).IsAccepted);
        Assert.Equal((60L, 40L), (_book.YuanOf(_pushed), _book.YuanOf(_book.Merchant)));
        Assert.True(_book.Ledger.TakeTrialBalance().IsBalanced);
    }

    [Fact]
    public void A_sub_wallet_has_a_personal_wallet_as_its_parent() =>
        Assert.Throws<ArgumentException>(() => _book.Ledger.Open(new(AccountKind.SubWallet, LedgerFixture.Bank, Parent: _book.Merchant)));

    public void Dispose() => _book.Dispose();
}
