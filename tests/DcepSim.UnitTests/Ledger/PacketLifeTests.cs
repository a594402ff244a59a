namespace DcepSim.UnitTests.Ledger;

public sealed class PacketLifeTests : IDisposable
{
    private readonly LedgerFixture _book = new();

    [Fact]
    public void A_packet_is_claimed_spent_in_its_window_and_its_rest_recalled_to_the_funder()
    {
        _book.Claim();
        _book.Now = LedgerFixture.Opening;
        Assert.True(_book.Move(TransferKind.PacketPayment, _book.Packet, _book.Merchant, 38).IsAccepted);
        _book.Now = LedgerFixture.Ending;
        Assert.True(_book.Move(TransferKind.Recall, _book.Packet, _book.Funder, 162).IsAccepted);
        Assert.Equal((0L, 162L, 38L), (_book.YuanOf(_book.Packet), _book.YuanOf(_book.Funder), _book.YuanOf(_book.Merchant)));
        Assert.True(_book.Ledger.TakeTrialBalance().IsBalanced);
    }

    [Fact]
    public void A_packet_is_claimed_once()
    {
        _book.Claim();
        _book.Move(TransferKind.Load, _book.Vault, _book.Pool, 200);
        Assert.Equal(SettlementStatus.PacketClaimed, _book.Move(TransferKind.Claim, _book.Pool, _book.Packet, 200).Status);
    }

    [Fact]
    public void A_claim_after_the_window_is_refused()
    {
        _book.Move(TransferKind.Load, _book.Vault, _book.Pool, 200);
        _book.Now = LedgerFixture.Ending;
        Assert.Equal(SettlementStatus.WindowEnded, _book.Move(TransferKind.Claim, _book.Pool, _book.Packet, 200).Status);
    }

    [Fact]
    public void A_packet_is_not_spent_before_its_window_opens_or_at_the_instant_it_ends()
    {
        _book.Claim();
        _book.Now = LedgerFixture.Opening.PlusNanoseconds(-1);
        Assert.Equal(SettlementStatus.WindowNotOpen, _book.Move(TransferKind.PacketPayment, _book.Packet, _book.Merchant, 1).Status);
        _book.Now = LedgerFixture.Ending;
        Assert.Equal(SettlementStatus.WindowEnded, _book.Move(TransferKind.PacketPayment, _book.Packet, _book.Merchant, 1).Status);
    }

    [Fact]
    public void A_packet_is_not_spent_at_a_merchant_outside_its_scope()
    {
        _book.Claim();
        _book.Now = LedgerFixture.Opening;
        Assert.Equal(SettlementStatus.OutOfScope, _book.Move(TransferKind.PacketPayment, _book.Packet, _book.Stranger, 1).Status);
    }

    [Fact]
    public void A_packet_is_not_recalled_before_its_window_ends_and_never_to_another_than_its_funder()
    {
        _book.Claim();
        _book.Now = LedgerFixture.Opening;
        Assert.Equal(SettlementStatus.WindowNotEnded, _book.Move(TransferKind.Recall, _book.Packet, _book.Funder, 1).Status);
        Assert.Equal(SettlementStatus.FunderMismatch, _book.Move(TransferKind.Recall, _book.Packet, _book.Merchant, 1).Status);
    }

    [Fact]
    public void A_packet_never_becomes_a_persons_money()
    {
        _book.Claim();
        foreach (var kind in Enum.GetValues<TransferKind>().Where(kind => kind != TransferKind.None))
            Assert.Equal(SettlementStatus.PostingRuleMissing, _book.Move(kind, _book.Packet, _book.Person, 1).Status);
    }

    [Fact]
    public void What_is_unclaimed_in_a_pool_goes_back_to_the_funder_at_any_time()
    {
        _book.Move(TransferKind.Load, _book.Vault, _book.Pool, 200);
        Assert.True(_book.Move(TransferKind.Recall, _book.Pool, _book.Funder, 200).IsAccepted);
    }

    [Fact]
    public void What_is_left_after_the_window_may_go_back_to_the_pool_it_came_from_for_another_round()
    {
        _book.Claim();
        _book.Now = LedgerFixture.Opening;
        Assert.Equal(SettlementStatus.WindowNotEnded, _book.Move(TransferKind.Recall, _book.Packet, _book.Pool, 200).Status);
        _book.Now = LedgerFixture.Ending;
        Assert.True(_book.Move(TransferKind.Recall, _book.Packet, _book.Pool, 200).IsAccepted);
        Assert.Equal((0L, 200L), (_book.YuanOf(_book.Packet), _book.YuanOf(_book.Pool)));
    }

    [Fact]
    public void A_refund_restores_the_packet_in_its_window_and_goes_to_the_pool_after_it()
    {
        _book.Claim();
        _book.Now = LedgerFixture.Opening;
        Assert.True(_book.Move(TransferKind.PacketPayment, _book.Packet, _book.Merchant, 50).IsAccepted);
        Assert.True(_book.Move(TransferKind.PacketRefund, _book.Merchant, _book.Packet, 30).IsAccepted);
        Assert.Equal(180, _book.YuanOf(_book.Packet));
        Assert.Equal(SettlementStatus.OutOfScope, _book.Move(TransferKind.PacketRefund, _book.Stranger, _book.Packet, 20).Status);
        _book.Now = LedgerFixture.Ending;
        Assert.Equal(SettlementStatus.WindowEnded, _book.Move(TransferKind.PacketRefund, _book.Merchant, _book.Packet, 20).Status);
        Assert.True(_book.Move(TransferKind.PacketRefund, _book.Merchant, _book.Pool, 20).IsAccepted);
        Assert.True(_book.Move(TransferKind.Recall, _book.Pool, _book.Funder, 20).IsAccepted);
        Assert.Equal((0L, 20L, 0L), (_book.YuanOf(_book.Merchant), _book.YuanOf(_book.Funder), _book.YuanOf(_book.Pool)));
    }

    public void Dispose() => _book.Dispose();
}
