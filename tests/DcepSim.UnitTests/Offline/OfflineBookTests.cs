using DcepSim.Offline;
using NodaTime.HighPerformance;

namespace DcepSim.UnitTests.Offline;

public class OfflineBookTests
{
    private static readonly OfflinePolicy Staged = OfflinePolicy.StagedOffline;

    [Fact]
    public void The_float_is_what_was_loaded_less_what_was_deposited()
    {
        var scene = new OfflineScene();
        var (payer, payee) = (scene.PurseWith(100), scene.PurseWith(50));
        scene.Transfer(payer, payee, 30);
        Assert.Equal(OfflineRefusal.None, payee.Deposit(Amount.FromYuan(70), scene.Now));
        scene.Contact(payee);

        var statement = scene.BalancedStatement();
        Assert.Equal(Amount.FromYuan(150), statement.Loaded);
        Assert.Equal(Amount.FromYuan(70), statement.Deposited);
        Assert.Equal(new NetAmount(8000), statement.Outstanding);
        Assert.Empty(payee.Sent);
    }

    [Fact]
    public void A_deposit_whose_answer_was_lost_is_paid_once()
    {
        var scene = new OfflineScene();
        var purse = scene.PurseWith(100);
        purse.Deposit(Amount.FromYuan(40), scene.Now);
        scene.Desk.Answer(purse.BeginContact(), scene.Now);
        purse.LosePower();

        scene.Contact(purse);

        Assert.Equal(Amount.FromYuan(40), scene.BalancedStatement().Deposited);
        Assert.Equal(Amount.FromYuan(60), purse.State.Balance);
        Assert.Equal(1, scene.BalancedStatement().Repeats);
    }

    [Fact]
    public void Tokens_in_any_order_late_and_twice_give_the_same_accounts()
    {
        var token = Enumerable.Range(1, 6).Select(i => new TokenRecord(new(1 + (i % 3)), new(1 + ((i + 1) % 3)), (uint)i, (uint)i, Amount.FromYuan(i), 1)).ToArray();
        var reference = Accounts(token, RandomKey.FromSeed(0), shuffle: false);
        for (var seed = 1; seed <= 20; seed++)
            Assert.Equal(reference, Accounts(token, RandomKey.FromSeed(seed), shuffle: true));

        static NetAmount[] Accounts(TokenRecord[] tokens, RandomKey key, bool shuffle)
        {
            var book = new OfflineReconciliation(OfflinePolicy.FullyOffline);
            for (var purse = 1; purse <= 3; purse++)
                book.Load(book.Enrol(new(1)), Amount.FromYuan(100));
            var uploads = tokens.SelectMany(token => new[] { (Token: token, ByPayee: true), (Token: token, ByPayee: false), (Token: token, ByPayee: true) }).ToList();
            var ordered = shuffle ? uploads.Select((upload, i) => (upload, Order: key.Word((ulong)i))).OrderBy(pair => pair.Order).Select(pair => pair.upload) : uploads;
            foreach (var (upload, byPayee) in ordered)
                Assert.Equal(OfflineRefusal.None, byPayee ? book.UploadReceived(upload, default) : book.UploadSent(upload, default));
            Assert.True(book.TakeStatement().IsBalanced);
            return [.. Enumerable.Range(1, 3).Select(purse => book.BalanceOf(new(purse)))];
        }
    }

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
        var scene = new OfflineScene(Staged);
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
    public void A_deposit_above_the_account_is_refused_and_listed()
    {
        var book = new OfflineReconciliation(OfflinePolicy.FullyOffline);
        var purse = book.Enrol(new(1));
        book.Load(purse, Amount.FromYuan(10));

        Assert.Equal(OfflineRefusal.DepositUncovered, book.UploadSent(new(purse, PurseId.None, 1, 0, Amount.FromYuan(11), 1), default));
        Assert.Equal(Amount.Zero, book.TakeStatement().Deposited);
        Assert.Equal(OfflineBreakKind.DepositUncovered, Assert.Single(book.Breaks).Kind);
    }

    [Fact]
    public void A_gap_in_the_counters_is_listed_until_the_token_comes()
    {
        var book = new OfflineReconciliation(OfflinePolicy.FullyOffline);
        var (payer, payee) = (book.Enrol(new(1)), book.Enrol(new(1)));
        book.Load(payer, Amount.FromYuan(100));
        book.UploadReceived(new(payer, payee, 3, 1, Amount.FromYuan(1), 1), default);

        var statement = book.TakeStatement();
        Assert.Equal(2, statement.TokensMissing);
        Assert.Equal((OfflineBreakKind.CounterGap, payer), (statement.Breaks[0].Kind, statement.Breaks[0].Device));

        book.UploadSent(new(payer, payee, 1, 2, Amount.FromYuan(1), 1), default);
        book.UploadSent(new(payer, payee, 2, 3, Amount.FromYuan(1), 1), default);
        Assert.Equal(0, book.TakeStatement().TokensMissing);
    }

    [Fact]
    public void A_lost_purse_gives_back_what_the_book_finds_when_nothing_can_be_late()
    {
        var scene = new OfflineScene(OfflinePolicy.FullyOffline with { Recovery = LossRecovery.BookBalance });
        var (lost, shop) = (scene.PurseWith(100), scene.PurseWith(0));
        scene.Transfer(lost, shop, 30);
        scene.Desk.Book.ReportLost(lost.Id);
        scene.Contact(shop);
        Assert.Equal(Amount.Zero, scene.Desk.Book.RecoverLost(lost.Id, scene.Now));

        scene.Pass(scene.Policy.CertificateLife + scene.Policy.LateMax);

        Assert.Equal(Amount.FromYuan(70), scene.Desk.Book.RecoverLost(lost.Id, scene.Now));
        Assert.Equal(Amount.Zero, scene.Desk.Book.RecoverLost(lost.Id, scene.Now));
        Assert.Equal(Amount.FromYuan(70), scene.BalancedStatement().Deposited);
    }

    [Fact]
    public void Without_recovery_a_lost_purse_is_lost_like_cash()
    {
        var scene = new OfflineScene(OfflinePolicy.FullyOffline);
        var lost = scene.PurseWith(100);
        scene.Desk.Book.ReportLost(lost.Id);
        scene.Pass(OfflinePolicy.Forever - Duration64.FromDays(365));

        Assert.Equal(Amount.Zero, scene.Desk.Book.RecoverLost(lost.Id, scene.Now));
    }

    [Fact]
    public void A_stolen_card_is_spent_up_to_its_limits_and_not_beyond()
    {
        var scene = new OfflineScene(OfflinePolicy.FullyOffline with { SpentMax = Amount.FromYuan(60) });
        var (card, shop) = (scene.PurseWith(100, PurseForm.IcCard), scene.PurseWith(0));
        scene.Desk.Book.ReportLost(card.Id);
        var spent = 0L;
        while (scene.TryTransfer(card, shop, 10) == OfflineRefusal.None)
            spent += 10;

        Assert.Equal(60, spent);
    }

    [Fact]
    public void A_terminal_that_is_online_stops_a_clone_at_the_second_payment()
    {
        var scene = new OfflineScene(OfflinePolicy.NoPowerPerPayment with { LossBearer = LossBearer.Payee });
        var identity = scene.Desk.Enrol(OfflineScene.Icbc, PurseForm.Phone, 2, scene.Now);
        scene.Desk.Book.Load(identity.Purse, Amount.FromYuan(500));
        var clone = new BrokenPurse(identity, Compromise.ClonedElement);
        var till = scene.PurseWith(0);
        var terminal = new OnlineTerminal(till, scene.Desk);

        Assert.Equal(OfflineRefusal.None, Sell());
        Assert.Equal(OfflineRefusal.CounterRepeated, Sell());
        Assert.Equal(OfflineRefusal.PurseRevoked, Sell());
        Assert.Equal(Amount.FromYuan(100), till.State.Balance);

        OfflineRefusal Sell()
        {
            var refusal = terminal.Offer(clone.Certificate.Bytes, Amount.FromYuan(100), scene.Now, out var offer);
            return refusal != OfflineRefusal.None ? refusal
                : terminal.Receive(clone.Pay(offer!, scene.Now).Bytes, clone.Certificate.Bytes, scene.Now, out _);
        }
    }

    [Fact]
    public void A_terminal_that_is_online_asks_the_book_for_cover_first()
    {
        var scene = new OfflineScene(OfflinePolicy.NoPower);
        var broken = scene.Broken(Compromise.ExtractedKey);

        Assert.Equal(OfflineRefusal.InsufficientFunds, new OnlineTerminal(scene.PurseWith(0), scene.Desk).Offer(broken.Certificate.Bytes, Amount.FromYuan(1), scene.Now, out _));
    }

    [Fact]
    public void The_no_power_limits_stop_the_eleventh_payment_and_the_five_hundred_and_first_yuan()
    {
        var scene = new OfflineScene(OfflinePolicy.NoPower);
        var (phone, till) = (scene.PurseWith(1000), scene.PurseWith(0));
        for (var payment = 0; payment < 10; payment++)
            scene.Transfer(phone, till, 10);
        Assert.Equal(OfflineRefusal.PaymentsLimit, scene.TryTransfer(phone, till, 10));

        scene.Contact(phone);
        scene.Transfer(phone, till, 450);
        Assert.Equal(OfflineRefusal.SpentLimit, scene.TryTransfer(phone, till, 51));
    }

    private static void Take(OfflineScene scene, BrokenPurse broken, Purse payee, long yuan) =>
        scene.Receive(payee, broken.Certificate, broken.Pay(scene.Offer(payee, broken.Certificate, yuan), scene.Now));
}
