using DcepSim.Ledger;
using NodaTime;
using NodaTime.HighPerformance;

namespace DcepSim.UnitTests.Ledger;

public sealed class HoldTests : IDisposable
{
    private static readonly AccountLimits Tier = new(null, null, Amount.FromYuan(500), null);
    private readonly LedgerFixture _book = new(limits: Tier);

    public HoldTests() => Assert.True(_book.Move(TransferKind.Load, _book.Vault, _book.Person, 1_000).IsAccepted);

    [Fact]
    public void A_hold_earmarks_money_without_moving_it()
    {
        Hold(300);
        var payer = _book.Ledger.StandingOf(_book.Person);
        Assert.Equal((100_000L, 30_000L, 70_000L), (payer.Balance.Fen, payer.HeldOut.Fen, payer.Available.Fen));
        Assert.Equal(30_000, _book.Ledger.StandingOf(_book.Merchant).HeldIn.Fen);
        Assert.Equal(SettlementStatus.InsufficientFunds, _book.Move(TransferKind.Unload, _book.Person, _book.Vault, 701).Status);
        Assert.True(_book.Ledger.TakeTrialBalance().IsBalanced);
    }

    [Fact]
    public void A_hold_is_posted_in_part_and_the_rest_is_free_again_with_the_days_room()
    {
        var hold = Hold(500);
        Assert.Equal(SettlementStatus.DayLimit, _book.Move(TransferKind.Payment, _book.Person, _book.Merchant, 1).Status);
        Assert.True(End(hold, TransferFlags.Post, 120).IsAccepted);
        Assert.Equal((880L, 120L), (_book.YuanOf(_book.Person), _book.YuanOf(_book.Merchant)));
        Assert.True(_book.Move(TransferKind.Payment, _book.Person, _book.Merchant, 380).IsAccepted);
        Assert.Equal(SettlementStatus.HoldMissing, End(hold, TransferFlags.Post, 1).Status);
    }

    [Fact]
    public void A_hold_of_yesterday_gives_no_room_back_to_today()
    {
        _book.Now = Instant.FromUtc(2020, 10, 12, 15, 0);
        var hold = Hold(400);
        _book.Now = Instant.FromUtc(2020, 10, 12, 16, 0);
        Assert.True(_book.Move(TransferKind.Payment, _book.Person, _book.Merchant, 300).IsAccepted);
        Assert.True(End(hold, TransferFlags.Void, 400).IsAccepted);
        Assert.Equal(SettlementStatus.DayLimit, _book.Move(TransferKind.Payment, _book.Person, _book.Merchant, 201).Status);
    }

    [Fact]
    public void A_due_hold_cannot_be_posted_and_expires_as_a_journal_entry()
    {
        var hold = Hold(300, seconds: 60);
        var before = _book.Ledger.Sequence;
        _book.Now += Duration.FromSeconds(60);
        Assert.Equal(SettlementStatus.HoldMissing, End(hold, TransferFlags.Post, 300).Status);
        Assert.Equal(before + 2, _book.Ledger.Sequence);
        Assert.Equal(0, _book.Ledger.StandingOf(_book.Person).HeldOut.Fen);
        Assert.Equal(0, _book.Ledger.StandingOf(_book.Person).PaidToday.Fen);
    }

    [Fact]
    public void Many_holds_due_together_expire_a_stated_number_at_a_time()
    {
        using var book = new LedgerFixture(new LedgerOptions { AccountsMax = 16, IdempotencyWindow = 64, ChainLengthMax = 2, ExpiriesMax = 2 });
        book.Move(TransferKind.Load, book.Vault, book.Person, 100);
        for (var i = 0; i < 5; i++)
            book.Apply(book.Ask(TransferKind.Payment, book.Person, book.Merchant, 1, TransferFlags.Pending) with { Hold = HoldTerm.ForSeconds(10) });
        long[] left = [300, 100, 0];
        book.Now += Duration.FromSeconds(10);
        foreach (var held in left)
        {
            book.Apply();
            Assert.Equal(held, book.Ledger.StandingOf(book.Person).HeldOut.Fen);
            book.Now += Duration.FromNanoseconds(1);
        }
    }

    [Fact]
    public void The_receivers_cap_counts_what_holds_may_bring()
    {
        using var book = new LedgerFixture(limits: new(Amount.FromYuan(100), null, null, null));
        book.Move(TransferKind.Load, book.Vault, book.Other, 200);
        Assert.True(book.Apply(book.Ask(TransferKind.PersonToPerson, book.Other, book.Person, 60, TransferFlags.Pending) with { Hold = new(9) })[0].IsAccepted);
        Assert.Equal(SettlementStatus.BalanceLimit, book.Move(TransferKind.PersonToPerson, book.Other, book.Person, 41).Status);
    }

    [Fact]
    public void A_frozen_account_does_not_pay_and_a_closed_one_was_empty()
    {
        Assert.Equal(ConditionStatus.BalanceNotZero, _book.Ledger.ChangeCondition(_book.Person, AccountCondition.Closed));
        Assert.Equal(ConditionStatus.HasChildren, _book.Ledger.ChangeCondition(_book.Funder, AccountCondition.Closed));
        Assert.Equal(ConditionStatus.Changed, _book.Ledger.ChangeCondition(_book.Person, AccountCondition.DebitsFrozen));
        Assert.Equal(SettlementStatus.DebitAccountFrozen, _book.Move(TransferKind.Payment, _book.Person, _book.Merchant, 1).Status);
        Assert.True(_book.Move(TransferKind.Load, _book.Vault, _book.Person, 1).IsAccepted);
        _book.Ledger.ChangeCondition(_book.Person, AccountCondition.Frozen);
        Assert.Equal(SettlementStatus.CreditAccountFrozen, _book.Move(TransferKind.Load, _book.Vault, _book.Person, 1).Status);
        _book.Ledger.ChangeCondition(_book.Person, AccountCondition.Open);
        Assert.True(_book.Move(TransferKind.Unload, _book.Person, _book.Vault, 1_001).IsAccepted);
        Assert.Equal(ConditionStatus.Changed, _book.Ledger.ChangeCondition(_book.Person, AccountCondition.Closed));
        Assert.Equal(SettlementStatus.CreditAccountClosed, _book.Move(TransferKind.Load, _book.Vault, _book.Person, 1).Status);
        Assert.Equal(ConditionStatus.AccountClosed, _book.Ledger.ChangeCondition(_book.Person, AccountCondition.Open));
    }

    [Fact]
    public void A_hold_whose_term_ends_after_the_last_year_of_the_ledger_is_made_and_can_be_ended()
    {
        var last = Instant64.FromInstant(Instant.FromUtc(2261, 12, 30, 0, 0));
        var receipts = new Receipt[1];
        void Apply(Transfer asked) => _book.Ledger.Apply([asked], last, receipts);
        Apply(_book.Ask(TransferKind.Load, _book.Vault, _book.Person, 100));
        Apply(_book.Ask(TransferKind.Payment, _book.Person, _book.Merchant, 30, TransferFlags.Pending) with { Hold = HoldTerm.ForSeconds(HoldTerm.SecondsMax) });
        Assert.True(receipts[0].IsAccepted);
        Apply(_book.Ask(TransferKind.Payment, _book.Person, _book.Merchant, 30, TransferFlags.Post) with { Hold = HoldTerm.Of(receipts[0]) });
        Assert.True(receipts[0].IsAccepted);
        Assert.Equal(Amount.FromYuan(30), _book.Ledger.BalanceOf(_book.Merchant));
    }

    public void Dispose() => _book.Dispose();

    private HoldTerm Hold(long yuan, long seconds = 7_200)
    {
        var ask = _book.Ask(TransferKind.Payment, _book.Person, _book.Merchant, yuan, TransferFlags.Pending) with { Hold = HoldTerm.ForSeconds(seconds) };
        var receipt = _book.Apply(ask)[0];
        Assert.True(receipt.IsAccepted);
        return HoldTerm.Of(receipt);
    }

    private Receipt End(HoldTerm hold, TransferFlags how, long yuan) =>
        _book.Apply(_book.Ask(TransferKind.Payment, _book.Person, _book.Merchant, yuan, how) with { Hold = hold })[0];
}
