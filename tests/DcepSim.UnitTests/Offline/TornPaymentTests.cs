using DcepSim.Offline;
using NodaTime.HighPerformance;

namespace DcepSim.UnitTests.Offline;

/// <summary>One test for each step at which a payment can be torn, and its recovery.</summary>
public class TornPaymentTests
{
    private readonly OfflineScene scene = new();

    [Fact]
    public void A_whole_payment_moves_the_value_once_and_everybody_knows()
    {
        var (payer, payee) = (scene.PurseWith(100), scene.PurseWith(0));

        scene.Transfer(payer, payee, 30);

        Assert.Equal(Amount.FromYuan(70), payer.State.Balance);
        Assert.Equal(Amount.FromYuan(30), payee.State.Balance);
        Assert.True(Assert.Single(payer.Sent).IsConfirmed);
    }

    [Fact]
    public void A_lost_offer_moves_nothing()
    {
        var (payer, payee) = (scene.PurseWith(100), scene.PurseWith(0));

        scene.Offer(payee, payer, 30);

        Assert.Equal(Amount.FromYuan(100), payer.State.Balance);
        Assert.Empty(payer.Sent);
    }

    [Fact]
    public void A_repeated_offer_gets_the_same_payment_and_pays_once()
    {
        var (payer, payee) = (scene.PurseWith(100), scene.PurseWith(0));
        var offer = scene.Offer(payee, payer, 30);

        var first = scene.Pay(payer, payee, offer);
        var second = scene.Pay(payer, payee, offer);

        Assert.True(first.Bytes.SequenceEqual(second.Bytes));
        Assert.Equal(Amount.FromYuan(70), payer.State.Balance);
    }

    [Fact]
    public void A_lost_payment_is_sent_again_while_the_offer_is_open()
    {
        var (payer, payee) = (scene.PurseWith(100), scene.PurseWith(0));
        scene.Pay(payer, payee, scene.Offer(payee, payer, 30));

        var again = Assert.Single(payer.Sent).Message;
        scene.Receive(payee, payer.Certificate, again);

        Assert.Equal(Amount.FromYuan(30), payee.State.Balance);
    }

    [Fact]
    public void A_repeated_payment_is_confirmed_again_and_taken_once()
    {
        var (payer, payee) = (scene.PurseWith(100), scene.PurseWith(0));
        var payment = scene.Pay(payer, payee, scene.Offer(payee, payer, 30));
        scene.Receive(payee, payer.Certificate, payment);

        var confirmation = scene.Receive(payee, payer.Certificate, payment);

        Assert.Equal(Amount.FromYuan(30), payee.State.Balance);
        Assert.Equal(OfflineRefusal.None, payer.Confirm(confirmation.Bytes, payee.Certificate.Bytes, scene.Now));
        Assert.True(Assert.Single(payer.Sent).IsConfirmed);
    }

    [Fact]
    public void A_payment_that_answers_a_closed_offer_is_refused_and_stays_under_way()
    {
        var (payer, payee) = (scene.PurseWith(100), scene.PurseWith(0));
        var payment = scene.Pay(payer, payee, scene.Offer(payee, payer, 30));
        payee.CloseOffer();

        Assert.Equal(OfflineRefusal.OfferClosed, payee.Receive(payment.Bytes, payer.Certificate.Bytes, scene.Now, out _));
        Assert.Equal(Amount.Zero, payee.State.Balance);
        Assert.False(Assert.Single(payer.Sent).IsConfirmed);
    }

    [Fact]
    public void The_book_returns_a_payment_whose_payee_closed_the_offer()
    {
        var (payer, payee) = (scene.PurseWith(100), scene.PurseWith(0));
        scene.Pay(payer, payee, scene.Offer(payee, payer, 30));
        payee.CloseOffer();

        scene.Contact(payee);
        scene.Contact(payer);

        Assert.Equal(Amount.FromYuan(100), payer.State.Balance);
        Assert.Empty(payer.Sent);
        Assert.Equal(NetAmount.From(Amount.FromYuan(100)), scene.Desk.Book.BalanceOf(payer.Id));
    }

    [Fact]
    public void The_book_keeps_a_payment_under_way_until_the_payee_is_heard()
    {
        var (payer, payee) = (scene.PurseWith(100), scene.PurseWith(0));
        scene.Pay(payer, payee, scene.Offer(payee, payer, 30));
        payee.CloseOffer();

        scene.Contact(payer);
        Assert.Equal(Amount.FromYuan(30), scene.BalancedStatement().UnderWay);
        Assert.Single(payer.Sent);

        scene.Contact(payee);
        scene.Contact(payer);
        Assert.Equal(Amount.Zero, scene.BalancedStatement().UnderWay);
        Assert.Equal(Amount.FromYuan(100), payer.State.Balance);
    }

    [Fact]
    public void A_payment_whose_confirmation_was_lost_is_delivered_by_the_payees_contact()
    {
        var (payer, payee) = (scene.PurseWith(100), scene.PurseWith(0));
        var payment = scene.Pay(payer, payee, scene.Offer(payee, payer, 30));
        scene.Receive(payee, payer.Certificate, payment);

        scene.Contact(payee);
        scene.Contact(payer);

        Assert.Empty(payer.Sent);
        Assert.Equal(Amount.FromYuan(70), payer.State.Balance);
        Assert.Equal(TokenOutcome.Delivered, scene.Desk.Book.OutcomeOf(payer.Id, 1));
    }

    [Fact]
    public void A_payment_replayed_after_the_payees_contact_is_refused()
    {
        var (payer, payee) = (scene.PurseWith(100), scene.PurseWith(0));
        var payment = scene.Pay(payer, payee, scene.Offer(payee, payer, 30));
        scene.Receive(payee, payer.Certificate, payment);
        scene.Contact(payee);

        Assert.Equal(OfflineRefusal.OfferClosed, payee.Receive(payment.Bytes, payer.Certificate.Bytes, scene.Now, out _));
        Assert.Equal(Amount.FromYuan(30), payee.State.Balance);
    }

    [Fact]
    public void A_payee_that_loses_power_before_the_payment_comes_takes_it_no_more()
    {
        var (payer, payee) = (scene.PurseWith(100), scene.PurseWith(0));
        var payment = scene.Pay(payer, payee, scene.Offer(payee, payer, 30));

        payee.LosePower();

        Assert.Equal(OfflineRefusal.OfferClosed, payee.Receive(payment.Bytes, payer.Certificate.Bytes, scene.Now, out _));
    }

    [Fact]
    public void A_payer_that_loses_power_after_paying_still_knows_the_payment()
    {
        var (payer, payee) = (scene.PurseWith(100), scene.PurseWith(0));
        var offer = scene.Offer(payee, payer, 30);
        var payment = scene.Pay(payer, payee, offer);

        payer.LosePower();

        Assert.True(payment.Bytes.SequenceEqual(scene.Pay(payer, payee, offer).Bytes));
        Assert.Equal(Amount.FromYuan(70), payer.State.Balance);
    }

    [Fact]
    public void An_answer_that_is_lost_is_asked_again_and_changes_nothing_twice()
    {
        var (payer, payee) = (scene.PurseWith(100), scene.PurseWith(0));
        scene.Pay(payer, payee, scene.Offer(payee, payer, 30));
        payee.CloseOffer();
        scene.Contact(payee);
        var late = scene.Desk.Answer(payer.BeginContact(), scene.Now);
        payer.AbandonContact();

        Assert.Equal(OfflineRefusal.NothingAwaited, payer.EndContact(late, scene.Now));
        scene.Contact(payer);

        Assert.Equal(OfflineRefusal.NothingAwaited, payer.EndContact(late, scene.Now));
        Assert.Equal(Amount.FromYuan(100), payer.State.Balance);
    }

    [Fact]
    public void A_confirmation_that_comes_during_a_contact_is_shown_at_the_next()
    {
        var (payer, payee) = (scene.PurseWith(100), scene.PurseWith(0));
        var confirmation = scene.Receive(payee, payer.Certificate, scene.Pay(payer, payee, scene.Offer(payee, payer, 30)));
        var answer = scene.Desk.Answer(payer.BeginContact(), scene.Now);
        payer.Confirm(confirmation.Bytes, payee.Certificate.Bytes, scene.Now);

        Assert.Equal(OfflineRefusal.None, payer.EndContact(answer, scene.Now));
        Assert.True(Assert.Single(payer.Sent).IsConfirmed);
        scene.Contact(payer);

        Assert.Empty(payer.Sent);
        Assert.Equal(TokenOutcome.Delivered, scene.Desk.Book.OutcomeOf(payer.Id, 1));
    }

    [Fact]
    public void A_load_that_is_sent_again_is_taken_once_and_one_out_of_turn_waits()
    {
        var purse = scene.PurseWith(0);
        var first = scene.Desk.Load(purse.Id, Amount.FromYuan(10), scene.Now);
        var second = scene.Desk.Load(purse.Id, Amount.FromYuan(20), scene.Now);

        Assert.Equal(OfflineRefusal.NothingAwaited, purse.TakeLoad(second.Bytes));
        Assert.Equal(OfflineRefusal.None, purse.TakeLoad(first.Bytes));
        Assert.Equal(OfflineRefusal.None, purse.TakeLoad(first.Bytes));
        Assert.Equal(OfflineRefusal.None, purse.TakeLoad(second.Bytes));

        Assert.Equal(Amount.FromYuan(30), purse.State.Balance);
        scene.Contact(purse);
        Assert.Empty(scene.Desk.LoadsAwaited(purse.Id));
    }

    [Fact]
    public void A_payment_whose_payee_never_comes_back_is_the_payees_after_the_time_for_late_tokens()
    {
        var (payer, payee) = (scene.PurseWith(100), scene.PurseWith(0));
        scene.Pay(payer, payee, scene.Offer(payee, payer, 30));
        scene.Contact(payer);

        scene.Pass(scene.Policy.LateMax);
        Assert.Equal(1, scene.Desk.Book.SettleLate(scene.Now));

        Assert.Equal(NetAmount.From(Amount.FromYuan(30)), scene.Desk.Book.BalanceOf(payee.Id));
        scene.Contact(payer);
        Assert.Empty(payer.Sent);

        scene.Contact(payee); // it comes back after all, without the payment: the book puts the value into the purse
        Assert.Equal(Amount.FromYuan(30), payee.State.Balance);
        scene.BalancedStatement();
    }

    [Fact]
    public void A_payee_that_comes_back_late_with_the_payment_has_it_once()
    {
        var (payer, payee) = (scene.PurseWith(100), scene.PurseWith(0));
        var payment = scene.Pay(payer, payee, scene.Offer(payee, payer, 30));
        scene.Receive(payee, payer.Certificate, payment);
        scene.Contact(payer);
        scene.Pass(scene.Policy.LateMax);
        scene.Desk.Book.SettleLate(scene.Now);

        scene.Contact(payee);

        Assert.Equal(Amount.FromYuan(30), payee.State.Balance);
        Assert.Equal(NetAmount.From(Amount.FromYuan(30)), scene.Desk.Book.BalanceOf(payee.Id));
        scene.BalancedStatement();
    }

    [Fact]
    public void An_offer_from_before_the_last_contact_is_not_answered_again()
    {
        var (payer, payee) = (scene.PurseWith(100), scene.PurseWith(0));
        var offer = scene.Offer(payee, payer, 30);
        scene.Pass(Duration64.FromSeconds(10));
        scene.Contact(payer);

        Assert.Equal(OfflineRefusal.OfferExpired, payer.Pay(offer.Bytes, payee.Certificate.Bytes, scene.Now, out _));
    }

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(300_000, 0, 0, 0)]
    [InlineData(0, 500_000, 300_000, 0)]
    [InlineData(100_000, 200_000, 200_000, 200_000)]
    public void A_meeting_over_a_bad_link_never_pays_twice(int lost, int repeated, int reordered, int changed)
    {
        var faults = new LinkFaults(lost, repeated, reordered, changed);
        var (payer, payee) = (scene.PurseWith(5000), scene.PurseWith(0));
        var received = 0;
        for (var meeting = 0; meeting < 40; meeting++)
        {
            var before = (Payer: payer.State.Balance, Payee: payee.State.Balance);
            var outcome = Encounter.Run(payer, payee, Amount.FromYuan(10), scene.Now, new(faults, RandomKey.FromSeed(meeting)));

            Assert.Equal(outcome.IsPaid ? Amount.FromYuan(10) : Amount.Zero, Amount.FromFen((before.Payer - payer.State.Balance).Fen));
            Assert.Equal(outcome.IsReceived ? Amount.FromYuan(10) : Amount.Zero, Amount.FromFen((payee.State.Balance - before.Payee).Fen));
            Assert.True(outcome.IsPaid || !outcome.IsReceived);
            Assert.True(outcome.IsReceived || !outcome.IsConfirmed);
            received += outcome.IsReceived ? 1 : 0;
        }

        Assert.InRange(received, faults == default ? 40 : 1, 40);
    }
}
