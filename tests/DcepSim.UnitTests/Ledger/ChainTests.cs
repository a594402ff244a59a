namespace DcepSim.UnitTests.Ledger;

public sealed class ChainTests : IDisposable
{
    private const TransferFlags Linked = TransferFlags.Linked;
    private readonly LedgerFixture _book = new();

    [Fact]
    public void A_packet_and_own_money_are_paid_together_or_not_at_all()
    {
        _book.Claim();
        _book.Now = LedgerFixture.Opening;
        var receipts = _book.Apply(
            _book.Ask(TransferKind.PacketPayment, _book.Packet, _book.Merchant, 200, Linked),
            _book.Ask(TransferKind.Payment, _book.Person, _book.Merchant, 38));
        Assert.Equal([SettlementStatus.ChainRefused, SettlementStatus.InsufficientFunds], receipts.Select(receipt => receipt.Status));
        Assert.Equal((200L, 0L), (_book.YuanOf(_book.Packet), _book.YuanOf(_book.Merchant)));
        _book.Move(TransferKind.Load, _book.Vault, _book.Person, 38);
        receipts = _book.Apply(
            _book.Ask(TransferKind.PacketPayment, _book.Packet, _book.Merchant, 200, Linked),
            _book.Ask(TransferKind.Payment, _book.Person, _book.Merchant, 38));
        Assert.All(receipts, receipt => Assert.True(receipt.IsAccepted));
        Assert.Equal([Amount.FromYuan(200), Amount.FromYuan(238)], receipts.Select(receipt => receipt.CreditBalance));
    }

    [Fact]
    public void A_repeated_chain_gets_its_first_answers()
    {
        var chain = new[]
        {
            _book.Ask(TransferKind.Load, _book.Vault, _book.Person, 10, Linked),
            _book.Ask(TransferKind.PersonToPerson, _book.Person, _book.Other, 4),
        };
        var first = _book.Apply(chain);
        Assert.Equal(first, _book.Apply(chain));
        Assert.Equal((6L, 4L), (_book.YuanOf(_book.Person), _book.YuanOf(_book.Other)));
    }

    [Fact]
    public void A_chain_with_a_repeat_and_something_new_applies_nothing_new()
    {
        var chain = new[]
        {
            _book.Ask(TransferKind.Load, _book.Vault, _book.Person, 10, Linked),
            _book.Ask(TransferKind.PersonToPerson, _book.Person, _book.Other, 4),
        };
        _book.Apply(chain);
        var receipts = _book.Apply(chain[0], _book.Ask(TransferKind.PersonToPerson, _book.Person, _book.Other, 1));
        Assert.Equal([SettlementStatus.Accepted, SettlementStatus.ChainChanged], receipts.Select(receipt => receipt.Status));
        Assert.Equal(6, _book.YuanOf(_book.Person));
    }

    [Fact]
    public void A_chain_that_does_not_end_in_its_batch_is_refused()
    {
        var receipts = _book.Apply(
            _book.Ask(TransferKind.Load, _book.Vault, _book.Person, 10, Linked),
            _book.Ask(TransferKind.Load, _book.Vault, _book.Person, 0, Linked));
        Assert.Equal([SettlementStatus.ChainOpen, SettlementStatus.AmountZero], receipts.Select(receipt => receipt.Status));
    }

    [Fact]
    public void A_chain_longer_than_the_stated_capacity_is_refused()
    {
        var chain = Enumerable.Range(0, 9).Select(i => _book.Ask(TransferKind.Load, _book.Vault, _book.Person, 10, i < 8 ? Linked : default)).ToArray();
        Assert.All(_book.Apply(chain), receipt => Assert.Equal(SettlementStatus.ChainTooLong, receipt.Status));
        Assert.Equal(0, _book.YuanOf(_book.Person));
    }

    [Fact]
    public void A_chain_within_which_a_key_occurs_twice_is_refused()
    {
        var load = _book.Ask(TransferKind.Load, _book.Vault, _book.Person, 10, Linked);
        var receipts = _book.Apply(load, load, _book.Ask(TransferKind.Load, _book.Vault, _book.Other, 1));
        Assert.All(receipts, receipt => Assert.Equal(SettlementStatus.ChainChanged, receipt.Status));
        Assert.Equal(receipts[0], receipts[1]);
    }

    public void Dispose() => _book.Dispose();
}
