using DcepSim.Offline;
using NodaTime.HighPerformance;

namespace DcepSim.UnitTests.Offline;

public class OfflineBookTests
{
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
        Assert.Equal(Amount.Zero, scene.BalancedStatement().Loss); // nothing was handed over for the second
        scene.Contact(till);
        Assert.Equal(NetAmount.From(Amount.FromYuan(100)), scene.Desk.Book.BalanceOf(till.Id));

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
}
