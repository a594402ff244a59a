namespace DcepSim.UnitTests.Ledger;

public sealed class OfflineFloatTests : IDisposable
{
    private readonly LedgerFixture _book = new();
    private readonly AccountId _float;
    private readonly AccountId _loss;

    public OfflineFloatTests()
    {
        _float = _book.Ledger.Open(new(AccountKind.OfflineFloat, LedgerFixture.Bank));
        _loss = _book.Ledger.Open(new(AccountKind.LossAccount, OperatorId.CentralBank));
        _book.Move(TransferKind.Load, _book.Vault, _book.Person, 500);
    }

    [Fact]
    public void The_float_is_what_was_loaded_and_written_off_less_what_was_deposited()
    {
        _book.Move(TransferKind.Load, _book.Vault, _loss, 100);
        Assert.True(_book.Move(TransferKind.OfflineLoad, _book.Person, _float, 200).IsAccepted);
        Assert.True(_book.Move(TransferKind.WriteOff, _loss, _float, 30).IsAccepted);
        Assert.True(_book.Move(TransferKind.OfflineDeposit, _float, _book.Merchant, 120).IsAccepted);

        var trial = _book.Ledger.TakeTrialBalance();
        Assert.Equal(110, _book.YuanOf(_float));
        Assert.Equal(NetAmount.From(Amount.FromYuan(110)), trial.RowOf(LedgerFixture.Bank).OfflineOutstanding);
        Assert.True(trial.IsBalanced);
    }

    [Fact]
    public void No_more_is_deposited_than_the_float_holds()
    {
        _book.Move(TransferKind.OfflineLoad, _book.Person, _float, 50);
        Assert.Equal(SettlementStatus.InsufficientFunds, _book.Move(TransferKind.OfflineDeposit, _float, _book.Merchant, 51).Status);
    }

    [Fact]
    public void A_packet_or_a_vault_never_reaches_a_purse()
    {
        _book.Claim();
        foreach (var source in new[] { _book.Packet, _book.Pool, _book.Vault })
        {
            foreach (var kind in Enum.GetValues<TransferKind>().Where(kind => kind != TransferKind.None))
                Assert.Equal(SettlementStatus.PostingRuleMissing, _book.Move(kind, source, _float, 1).Status);
        }
    }

    [Fact]
    public void Only_a_loss_account_writes_off_and_it_pays_for_nothing_else()
    {
        _book.Move(TransferKind.Load, _book.Vault, _loss, 100);
        Assert.Equal(SettlementStatus.PostingRuleMissing, _book.Move(TransferKind.WriteOff, _book.Person, _float, 1).Status);
        Assert.Equal(SettlementStatus.PostingRuleMissing, _book.Move(TransferKind.Payment, _loss, _book.Merchant, 1).Status);
        Assert.True(_book.Move(TransferKind.Unload, _loss, _book.Vault, 100).IsAccepted);
    }

    [Fact]
    public void A_float_is_kept_by_an_operator_and_a_loss_account_by_anyone_of_them_or_the_central_bank()
    {
        Assert.Throws<ArgumentException>(() => _book.Ledger.Open(new(AccountKind.OfflineFloat, OperatorId.CentralBank)));
        Assert.False(_book.Ledger.Open(new(AccountKind.LossAccount, LedgerFixture.Bank)).IsNone);
    }

    public void Dispose() => _book.Dispose();
}
