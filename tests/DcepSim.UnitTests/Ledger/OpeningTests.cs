using DcepSim.Ledger;
using NodaTime;
using NodaTime.HighPerformance;

namespace DcepSim.UnitTests.Ledger;

public sealed class OpeningTests : IDisposable
{
    private readonly LedgerFixture _book = new();

    [Fact]
    public void Terms_that_make_no_sense_are_misuse()
    {
        AccountTerms[] wrong =
        [
            default,
            new(AccountKind.Vault, OperatorId.CentralBank),
            new(AccountKind.Issue, LedgerFixture.Bank),
            new(AccountKind.PersonalWallet, LedgerFixture.Bank, Scope: SpendScope.All),
            new(AccountKind.CampaignPool, LedgerFixture.Bank),
            new(AccountKind.CampaignPool, LedgerFixture.Bank, Parent: _book.Person),
            new(AccountKind.RedPacket, LedgerFixture.Bank, Parent: new(999)),
            new(AccountKind.RedPacket, LedgerFixture.Bank, Window: SpendWindow.Between(LedgerFixture.Ending, LedgerFixture.Opening), Parent: _book.Pool),
        ];
        Assert.All(wrong, terms => Assert.ThrowsAny<ArgumentException>(() => _book.Ledger.Open(terms)));
    }

    [Fact]
    public void An_account_opened_like_another_has_its_terms_and_none_of_its_history()
    {
        using var other = new LedgerFixture();
        var terms = new AccountTerms(AccountKind.PersonalWallet, LedgerFixture.Bank, new(Amount.FromYuan(10), null, Amount.FromYuan(5), null));
        var like = _book.Ledger.Open(terms);
        Assert.Equal(like, other.Ledger.Open(terms));
        foreach (var book in new[] { _book, other })
        {
            Assert.True(book.Move(TransferKind.Load, book.Vault, like, 8).IsAccepted);
            Assert.True(book.Move(TransferKind.Payment, like, book.Merchant, 5).IsAccepted);
        }

        var account = _book.Ledger.OpenLike(terms, like);

        Assert.Equal(other.Ledger.Open(terms), account);
        Assert.Equal(Entries(other.Ledger), Entries(_book.Ledger));
        Assert.Equal(0, _book.Ledger.BalanceOf(account).Fen);
        Assert.Equal(SettlementStatus.Accepted, _book.Move(TransferKind.Load, _book.Vault, account, 10).Status);
        Assert.Equal(SettlementStatus.Accepted, _book.Move(TransferKind.Payment, account, _book.Merchant, 5).Status);
        Assert.NotEqual(SettlementStatus.Accepted, _book.Move(TransferKind.Payment, account, _book.Merchant, 1).Status);
        Assert.Throws<ArgumentException>(() => _book.Ledger.OpenLike(terms, _book.Merchant));
        Assert.Throws<ArgumentException>(() => _book.Ledger.OpenLike(terms with { Limits = default }, like));
        Assert.Throws<ArgumentException>(() => _book.Ledger.OpenLike(new(AccountKind.CampaignPool, LedgerFixture.Bank, Parent: _book.Funder), _book.Pool));
    }

    [Fact]
    public void An_account_opened_like_one_with_holds_payments_and_a_freeze_has_none_of_them()
    {
        var ten = Amount.FromYuan(10);
        var terms = new AccountTerms(AccountKind.PersonalWallet, LedgerFixture.Bank, new(ten, null, ten, ten));
        var like = _book.Ledger.Open(terms);
        Assert.True(_book.Move(TransferKind.Load, _book.Vault, like, 8).IsAccepted);
        Assert.True(_book.Move(TransferKind.Payment, like, _book.Merchant, 5).IsAccepted);
        Transfer[] held = [_book.Ask(TransferKind.Payment, like, _book.Merchant, 3, TransferFlags.Pending), _book.Ask(TransferKind.Load, _book.Vault, like, 2, TransferFlags.Pending)];
        Assert.All(
            _book.Apply(Array.ConvertAll(held, transfer => transfer with { Hold = HoldTerm.ForSeconds(60) })),
            receipt => Assert.True(receipt.IsAccepted, receipt.Status.ToString()));
        Assert.Equal(ConditionStatus.Changed, _book.Ledger.ChangeCondition(like, AccountCondition.DebitsFrozen));

        var account = _book.Ledger.OpenLike(terms, like);

        Assert.Equal(SettlementStatus.Accepted, _book.Move(TransferKind.Load, _book.Vault, account, 10).Status);
        Assert.Equal(SettlementStatus.Accepted, _book.Move(TransferKind.Payment, account, _book.Merchant, 10).Status);
    }

    [Fact]
    public void An_account_opened_like_another_amid_a_snapshot_is_not_in_it_then_or_later()
    {
        var terms = new AccountTerms(AccountKind.PersonalWallet, LedgerFixture.Bank);
        var like = _book.Ledger.Open(terms);
        using var snapshot = new LedgerSnapshot();
        _book.Ledger.BeginSnapshot(snapshot);
        var account = _book.Ledger.OpenLike(terms, like);
        Assert.True(_book.Ledger.ContinueSnapshot(long.MaxValue));
        var content = Content(snapshot);

        Assert.True(_book.Move(TransferKind.Load, _book.Vault, account, 10).IsAccepted);
        Assert.Equal(content, Content(snapshot));
    }

    [Fact]
    public void Accounts_opened_together_are_as_if_opened_one_by_one()
    {
        using var other = new LedgerFixture();
        var terms = new AccountTerms(
            AccountKind.RedPacket, LedgerFixture.Bank, Scope: SpendScope.Of(2), Window: SpendWindow.Between(LedgerFixture.Opening, LedgerFixture.Ending), Parent: _book.Pool);

        var first = _book.Ledger.Open(terms, 5);
        for (var account = 0; account < 5; account++)
            Assert.Equal(new AccountId(first.Value + account), other.Ledger.Open(terms));

        Assert.Equal((other.Ledger.AccountCount, other.Ledger.Sequence), (_book.Ledger.AccountCount, _book.Ledger.Sequence));
        Assert.Equal(Entries(other.Ledger), Entries(_book.Ledger));
        Assert.Equal(200, _book.Apply(_book.Ask(TransferKind.Load, _book.Vault, _book.Pool, 200), _book.Ask(TransferKind.Claim, _book.Pool, new(first.Value + 4), 200))[1].CreditBalance.Fen / 100);
        Assert.Throws<InvalidOperationException>(() => _book.Ledger.Open(terms, 1_000));
        Assert.Throws<ArgumentException>(() => _book.Ledger.Open(new(AccountKind.Issue, OperatorId.CentralBank), 2));
    }

    [Fact]
    public void A_journal_that_opens_an_account_below_one_that_is_not_there_is_corrupt()
    {
        var terms = new AccountTerms(AccountKind.RedPacket, LedgerFixture.Bank, Window: SpendWindow.Between(LedgerFixture.Opening, LedgerFixture.Ending), Parent: _book.Pool);
        _book.Ledger.Open(terms);
        var opening = new JournalEntry[1];
        _book.Ledger.CopyEntries(_book.Ledger.Sequence - 1, opening);
        using var ledger = new GeneralLedger(new LedgerOptions { AccountsMax = 10 });
        Assert.Throws<LedgerCorruptionException>(() => ledger.Replay(opening));
    }

    [Fact]
    public void A_full_book_and_a_second_issue_account_are_refused()
    {
        using var ledger = new GeneralLedger(new LedgerOptions { AccountsMax = 2 });
        ledger.Open(new(AccountKind.Issue, OperatorId.CentralBank));
        Assert.Equal(OpeningStatus.IssueAccountExists, ledger.TryOpen(new(AccountKind.Issue, OperatorId.CentralBank), out _));
        ledger.Open(new(AccountKind.Vault, LedgerFixture.Bank));
        Assert.Equal(OpeningStatus.AccountsFull, ledger.TryOpen(new(AccountKind.Vault, LedgerFixture.Bank), out var none));
        Assert.True(none.IsNone);
        Assert.Throws<InvalidOperationException>(() => ledger.Open(new(AccountKind.Vault, LedgerFixture.Bank)));
    }

    [Fact]
    public void Options_report_all_their_faults_together()
    {
        var fault = Assert.Throws<ArgumentException>(() => new LedgerOptions { AccountsMax = 0, IdempotencyWindow = 100, ChainLengthMax = 1 }.Validate());
        Assert.Contains("AccountsMax is 0", fault.Message, StringComparison.Ordinal);
        Assert.Contains("IdempotencyWindow is 100", fault.Message, StringComparison.Ordinal);
        Assert.Contains("ChainLengthMax is 1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Time_never_goes_back()
    {
        var later = Instant64.FromInstant(LedgerFixture.Ending);
        _book.Ledger.Apply([], later, []);
        Assert.Throws<ArgumentOutOfRangeException>(() => _book.Ledger.Apply([], Instant64.FromInstant(LedgerFixture.Opening), []));
        Assert.Equal(later, _book.Ledger.Time);
        Assert.Throws<ArgumentOutOfRangeException>(() => _book.Ledger.Apply([], Instant64.FromInstant(Instant.FromUtc(2262, 1, 1, 0, 0)), []));
    }

    [Fact]
    public void The_issue_account_is_negative_by_what_circulates()
    {
        Assert.Equal(-100_000_000, _book.Ledger.NetBalanceOf(_book.Issue).Fen);
        Assert.Equal(Amount.Zero, _book.Ledger.BalanceOf(_book.Issue));
        _book.Move(TransferKind.Withdrawal, _book.Vault, _book.Issue, 400_000);
        _book.Move(TransferKind.Load, _book.Vault, _book.Person, 7);
        var trial = _book.Ledger.TakeTrialBalance();
        Assert.True(trial.IsBalanced);
        Assert.Equal(Amount.FromYuan(600_000), trial.Issued);
        var bank = trial.RowOf(LedgerFixture.Bank);
        Assert.Equal((600_000_00L, 7_00L), (bank.ReservesExtinguished.Fen, bank.DepositsExchanged.Fen));
    }

    public void Dispose() => _book.Dispose();

    private static List<byte> Content(LedgerSnapshot snapshot)
    {
        var content = new List<byte>();
        snapshot.WriteTo(piece => content.AddRange(piece));
        return content;
    }

    private static JournalEntry[] Entries(GeneralLedger ledger)
    {
        var entries = new JournalEntry[5];
        ledger.CopyEntries(ledger.Sequence - 5, entries);
        return entries;
    }
}
