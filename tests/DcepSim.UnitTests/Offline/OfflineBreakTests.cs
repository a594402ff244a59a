using DcepSim.Offline;
using NodaTime.HighPerformance;

namespace DcepSim.UnitTests.Offline;

/// <summary>What does not fit is found, pinned on a device and priced.</summary>
public class OfflineBreakTests
{
    [Theory]
    [InlineData(Compromise.ClonedElement)]
    [InlineData(Compromise.RolledBackCounter)]
    public void A_double_spend_is_found_pinned_on_the_payer_and_priced(Compromise compromise)
    {
        var scene = new OfflineScene(OfflinePolicy.FullyOffline);
        var (broken, first, second) = (scene.Broken(compromise, width: compromise == Compromise.ClonedElement ? 2 : 1), scene.PurseWith(0), scene.PurseWith(0));
        Take(scene, broken, first, 20);
        Take(scene, broken, second, 30);

        scene.Contact(first);
        Assert.False(scene.Desk.Book.IsDetected(broken.Id, out _));
        scene.Pass(Duration64.FromHours(5));
        scene.Contact(second);

        Assert.True(scene.Desk.Book.IsDetected(broken.Id, out var at));
        Assert.Equal(scene.Now, at);
        var found = Assert.Single(scene.Desk.Book.Breaks);
        Assert.Equal((OfflineBreakKind.DoubleSpend, broken.Id, first.Id, Amount.FromYuan(30)), (found.Kind, found.Device, found.Other, found.Amount));
        Assert.True(scene.Desk.Revocations.Contains(broken.Id));
    }

    [Fact]
    public void A_refused_duplicate_is_written_off_by_its_payee_and_never_mints()
    {
        var scene = new OfflineScene(OfflinePolicy.FullyOffline with { LossBearer = LossBearer.Payee });
        var (broken, first, second) = (scene.Broken(Compromise.ClonedElement), scene.PurseWith(0), scene.PurseWith(5));
        Take(scene, broken, first, 20);
        Take(scene, broken, second, 30);
        scene.Contact(first);
        scene.Contact(second);

        Assert.Equal(Amount.FromYuan(5), second.State.Balance);
        var statement = scene.BalancedStatement();
        Assert.Equal(Amount.FromYuan(30), statement.LossOfPayees);
        Assert.Equal(Amount.Zero, statement.Compensated);
    }

    [Theory]
    [InlineData(LossBearer.Operator)]
    [InlineData(LossBearer.CentralBank)]
    public void An_honoured_duplicate_is_paid_from_the_named_loss_account(LossBearer bearer)
    {
        var scene = new OfflineScene(OfflinePolicy.FullyOffline with { LossBearer = bearer });
        var (broken, first, second) = (scene.Broken(Compromise.ClonedElement), scene.PurseWith(0), scene.PurseWith(5));
        Take(scene, broken, first, 20);
        Take(scene, broken, second, 30);
        scene.Contact(first);
        scene.Contact(second);
        scene.Contact(second);

        Assert.Equal(Amount.FromYuan(35), second.State.Balance);
        var statement = scene.BalancedStatement();
        Assert.Equal(Amount.FromYuan(30), statement.Compensated);
        Assert.Equal(Amount.FromYuan(30), bearer == LossBearer.Operator ? scene.Desk.Book.LossOf(OfflineScene.Icbc) : scene.Desk.Book.LossOf(OperatorId.CentralBank));
        Assert.Equal(Amount.FromYuan(20), statement.Shortfall); // the first payment had nothing behind it either
    }

    [Fact]
    public void What_a_payee_can_no_longer_write_off_stays_owed()
    {
        var scene = new OfflineScene(OfflinePolicy.FullyOffline);
        var (broken, first, second, third) = (scene.Broken(Compromise.ClonedElement), scene.PurseWith(0), scene.PurseWith(0), scene.PurseWith(0));
        Take(scene, broken, first, 20);
        Take(scene, broken, second, 30);
        scene.Transfer(second, third, 25);
        scene.Contact(first);
        scene.Contact(third);
        scene.Contact(second);

        Assert.Equal(Amount.Zero, second.State.Balance);
        Assert.Equal(new NetAmount(-2500), scene.Desk.Book.BalanceOf(second.Id));
        scene.Load(second, 40);
        scene.Contact(second);
        Assert.Equal(Amount.FromYuan(15), second.State.Balance);
        Assert.Equal(new NetAmount(1500), scene.Desk.Book.BalanceOf(second.Id));
    }

    [Fact]
    public void Where_nothing_is_spent_on_an_overspend_is_found_at_once()
    {
        var scene = new OfflineScene(OfflinePolicy.StagedOffline);
        var (broken, payee) = (scene.Broken(Compromise.ExtractedKey), scene.PurseWith(0));
        Take(scene, broken, payee, 20);

        scene.Contact(payee);

        Assert.True(scene.Desk.Book.IsDetected(broken.Id, out _));
    }

    [Fact]
    public void Elsewhere_an_overspend_is_found_when_no_token_can_be_late_any_more_and_is_charged()
    {
        var scene = new OfflineScene(OfflinePolicy.FullyOffline);
        var (broken, payee) = (scene.Broken(Compromise.ExtractedKey), scene.PurseWith(0));
        Take(scene, broken, payee, 20);
        scene.Contact(payee);
        Assert.Equal(0, scene.Desk.Book.DetectOverspends(scene.Now));
        Assert.Equal(Amount.Zero, scene.Desk.Book.ChargeShortfalls());

        scene.Pass(scene.Policy.CertificateLife + scene.Policy.LateMax);
        Assert.Equal(1, scene.Desk.Book.DetectOverspends(scene.Now));
        Assert.Equal(Amount.FromYuan(20), scene.Desk.Book.ChargeShortfalls());

        Assert.Equal(Amount.FromYuan(20), scene.BalancedStatement().LossOfOperators);
        Assert.Equal(Amount.Zero, scene.BalancedStatement().Shortfall);
    }

    [Fact]
    public void A_colluding_merchant_gets_no_more_from_the_book_than_the_cap()
    {
        var scene = new OfflineScene(OfflinePolicy.FullyOffline with { PayeeCap = Amount.FromYuan(50), LossBearer = LossBearer.CentralBank });
        var broken = scene.Broken(Compromise.ExtractedKey);
        var merchant = scene.Desk.Enrol(OfflineScene.Abc, PurseForm.Phone, 2, scene.Now);
        for (uint i = 1; i <= 10; i++)
            scene.Desk.Book.UploadReceived(new(broken.Id, merchant.Purse, i, i, Amount.FromYuan(20), 1), scene.Now);

        Assert.Equal(NetAmount.From(Amount.FromYuan(40)), scene.Desk.Book.BalanceOf(merchant.Purse));
        Assert.True(scene.Desk.Book.IsDetected(merchant.Purse, out _));
        Assert.Equal(8, scene.Desk.Book.Breaks.Count(found => found.Kind == OfflineBreakKind.PayeeRuleBroken && found.Device == merchant.Purse));
        scene.BalancedStatement();
    }

    [Fact]
    public void A_payee_that_shows_a_payment_it_had_declared_missing_is_found()
    {
        var scene = new OfflineScene(OfflinePolicy.FullyOffline);
        var payer = scene.PurseWith(100);
        var payee = scene.Desk.Enrol(OfflineScene.Abc, PurseForm.Phone, 2, scene.Now).Purse;
        scene.Desk.Book.DecideOffers(payee, 7);

        Assert.Equal(OfflineRefusal.None, scene.Desk.Book.UploadReceived(new(payer.Id, payee, 1, 7, Amount.FromYuan(10), 1), scene.Now));
        Assert.Equal(NetAmount.From(Amount.FromYuan(90)), scene.Desk.Book.BalanceOf(payer.Id));
        Assert.True(scene.Desk.Book.IsDetected(payee, out _));
        scene.BalancedStatement();
    }

    [Fact]
    public void A_payee_that_shows_a_payment_after_it_went_back_to_its_payer_gets_nothing()
    {
        var scene = new OfflineScene(OfflinePolicy.FullyOffline);
        var payer = scene.PurseWith(100);
        var payee = scene.Desk.Enrol(OfflineScene.Abc, PurseForm.Phone, 2, scene.Now).Purse;
        var token = new TokenRecord(payer.Id, payee, 1, 7, Amount.FromYuan(10), 1);
        scene.Desk.Book.UploadSent(token, scene.Now);
        scene.Desk.Book.DecideOffers(payee, 7);

        Assert.Equal(OfflineRefusal.OfferContradiction, scene.Desk.Book.UploadReceived(token, scene.Now));
        Assert.Equal(NetAmount.Zero, scene.Desk.Book.BalanceOf(payee));
        Assert.Equal(NetAmount.From(Amount.FromYuan(100)), scene.Desk.Book.BalanceOf(payer.Id));
        Assert.True(scene.Desk.Book.IsDetected(payee, out _));
        scene.BalancedStatement();
    }

    [Fact]
    public void A_confirmation_is_proof_against_a_payee_that_denies_or_never_comes()
    {
        var scene = new OfflineScene(OfflinePolicy.FullyOffline);
        var (payer, payee) = (scene.PurseWith(100), scene.PurseWith(0));
        scene.Transfer(payer, payee, 30);

        scene.Contact(payer);

        Assert.Empty(payer.Sent);
        Assert.Equal(NetAmount.From(Amount.FromYuan(30)), scene.Desk.Book.BalanceOf(payee.Id));
        Assert.Equal(Amount.Zero, scene.BalancedStatement().UnderWay);
        scene.Desk.Book.DecideOffers(payee.Id, 1);
        scene.Contact(payer);
        Assert.Equal(Amount.FromYuan(70), payer.State.Balance);
    }

    [Fact]
    public void A_payment_given_late_does_not_use_up_the_cap_of_an_honest_payee()
    {
        var scene = new OfflineScene(OfflinePolicy.FullyOffline with { PayeeCap = Amount.FromYuan(50) });
        var (payer, payee) = (scene.PurseWith(200), scene.PurseWith(0));
        scene.Pay(payer, payee, scene.Offer(payee, payer, 40)); // never arrives
        payee.CloseOffer();
        scene.Contact(payer);
        scene.Pass(scene.Policy.LateMax);
        scene.Desk.Book.SettleLate(scene.Now);
        scene.Contact(payer);
        scene.Contact(payee);
        Assert.Equal(Amount.FromYuan(40), payee.State.Balance);

        scene.Transfer(payer, payee, 30);
        scene.Contact(payee);

        Assert.Equal(Amount.FromYuan(70), payee.State.Balance);
        Assert.False(scene.Desk.Book.IsDetected(payee.Id, out _));
        Assert.Empty(scene.Desk.Book.Breaks);
        Assert.Equal(NetAmount.From(Amount.FromYuan(70)), scene.Desk.Book.BalanceOf(payee.Id));
    }

    [Fact]
    public void A_payment_of_a_payer_that_is_not_good_for_it_is_not_given_late()
    {
        var scene = new OfflineScene(OfflinePolicy.FullyOffline);
        var book = scene.Desk.Book;
        var (payer, payee) = (book.Enrol(OfflineScene.Icbc), book.Enrol(OfflineScene.Abc));
        book.UploadSent(new(payer, payee, 1, 1, Amount.FromYuan(10), 1), scene.Now);
        scene.Pass(scene.Policy.LateMax);

        Assert.Equal(0, book.SettleLate(scene.Now));
        Assert.Equal(NetAmount.Zero, book.BalanceOf(payee));
        book.Load(payer, Amount.FromYuan(10));
        Assert.Equal(1, book.SettleLate(scene.Now));
        Assert.Equal(NetAmount.From(Amount.FromYuan(10)), book.BalanceOf(payee));
    }

    [Fact]
    public void A_payee_that_was_given_a_payment_late_and_then_shows_it_is_found()
    {
        var scene = new OfflineScene(OfflinePolicy.FullyOffline);
        var book = scene.Desk.Book;
        var (payer, payee) = (scene.PurseWith(100), book.Enrol(OfflineScene.Abc));
        var token = new TokenRecord(payer.Id, payee, 1, 1, Amount.FromYuan(10), 1);
        book.UploadSent(token, scene.Now);
        scene.Pass(scene.Policy.LateMax);
        book.SettleLate(scene.Now);
        book.DecideOffers(payee, 1);
        Assert.Equal(NetAmount.From(Amount.FromYuan(10)), book.CorrectionOf(payee));

        Assert.Equal(OfflineRefusal.OfferContradiction, book.UploadReceived(token, scene.Now));
        Assert.Equal(NetAmount.Zero, book.CorrectionOf(payee));
        Assert.True(book.IsDetected(payee, out _));
    }

    private static void Take(OfflineScene scene, BrokenPurse broken, Purse payee, long yuan) =>
        scene.Receive(payee, broken.Certificate, broken.Pay(scene.Offer(payee, broken.Certificate, yuan), scene.Now));
}
