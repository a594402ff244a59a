using DcepSim.Ledger;
using NodaTime.HighPerformance;

namespace DcepSim.UnitTests.Ledger;

/// <summary>Transfers handed over together, whose times and amounts lie at the very edges of what is allowed.</summary>
public sealed class RunTests : IDisposable
{
    private static readonly AccountLimits Tier = new(Amount.FromYuan(1_000), Amount.FromYuan(300), Amount.FromYuan(500), null);
    private static readonly Instant64 From = Instant64.FromInstant(LedgerFixture.Opening);
    private static readonly Instant64 Until = Instant64.FromInstant(LedgerFixture.Ending);
    private readonly LedgerFixture _book = new(limits: Tier);

    public RunTests() => Assert.True(_book.Move(TransferKind.Load, _book.Vault, _book.Person, 900).IsAccepted);

    [Fact]
    public void Each_limit_is_reached_to_the_fen_and_not_passed_by_one()
    {
        var answers = _book.Apply(
            Pay(30_001), // a payment
            Pay(30_000),
            Pay(20_001), // the day's
            Pay(20_000),
            Load(60_001), // the cap: 400 yuan are left
            Load(60_000),
            Fen(_book.Ask(TransferKind.Unload, _book.Person, _book.Vault, 1), 100_001),
            Fen(_book.Ask(TransferKind.Unload, _book.Person, _book.Vault, 1), 100_000));
        Assert.Equal(
            [
                SettlementStatus.PaymentLimit, SettlementStatus.Accepted, SettlementStatus.DayLimit, SettlementStatus.Accepted,
                SettlementStatus.BalanceLimit, SettlementStatus.Accepted, SettlementStatus.InsufficientFunds, SettlementStatus.Accepted,
            ],
            answers.Select(answer => answer.Status));
        Assert.Equal(Amount.Zero, _book.Ledger.BalanceOf(_book.Person));
    }

    [Fact]
    public void What_is_held_counts_to_the_fen_for_those_that_follow()
    {
        var answers = _book.Apply(
            Fen(_book.Ask(TransferKind.Unload, _book.Person, _book.Vault, 1), 60_000),
            Pay(20_000) with { Flags = TransferFlags.Pending, Hold = HoldTerm.ForSeconds(60) },
            Fen(_book.Ask(TransferKind.Unload, _book.Person, _book.Vault, 1), 10_001),
            Fen(_book.Ask(TransferKind.PersonToPerson, _book.Person, _book.Other, 1), 10_000),
            Load(80_001),
            Load(80_000));
        Assert.Equal(
            [
                SettlementStatus.Accepted, SettlementStatus.Accepted, SettlementStatus.InsufficientFunds,
                SettlementStatus.Accepted, SettlementStatus.BalanceLimit, SettlementStatus.Accepted,
            ],
            answers.Select(answer => answer.Status));
        Assert.Equal(20_000, _book.Ledger.StandingOf(_book.Merchant).HeldIn.Fen);
    }

    [Fact]
    public void A_hold_can_be_ended_until_the_nanosecond_before_it_is_due_and_expires_before_whatever_comes_then()
    {
        var made = From;
        var first = _book.Ledger.Sequence + 1;
        var hold = Pay(10_000) with { Flags = TransferFlags.Pending, Hold = HoldTerm.ForSeconds(1) };
        var other = Pay(5_000) with { Flags = TransferFlags.Pending, Hold = HoldTerm.ForSeconds(1) };
        var due = made.PlusNanoseconds(1_000_000_000);
        var answers = Apply(
            (hold, made),
            (other, made),
            (Pay(100), made),
            (Pay(3_999) with { Flags = TransferFlags.Post, Hold = new(first) }, due.PlusNanoseconds(-1)),
            (Pay(100), due.PlusNanoseconds(-1)),
            (Pay(100), due),
            (Pay(5_000) with { Flags = TransferFlags.Void, Hold = new(first + 1) }, due));
        Assert.Equal([first, first + 1, first + 2, first + 3, first + 4, first + 6, first + 7], answers.Select(answer => answer.Sequence)); // its expiry between
        Assert.All(answers[..^1], answer => Assert.True(answer.IsAccepted));
        Assert.Equal(SettlementStatus.HoldMissing, answers[^1].Status);
        var payer = _book.Ledger.StandingOf(_book.Person);
        Assert.Equal((90_000 - 4_299, 0, 4_299), (payer.Balance.Fen, payer.HeldOut.Fen, payer.PaidToday.Fen));
    }

    [Fact]
    public void A_packet_is_spent_from_the_first_nanosecond_of_its_window_to_the_last_and_recalled_from_the_next()
    {
        _book.Claim();
        var answers = Apply(
            (Load(1), From.PlusNanoseconds(-1)),
            (Spend(), From.PlusNanoseconds(-1)),
            (Spend(), From),
            (Load(1), Until.PlusNanoseconds(-1)), // the first of a day is decided outside the loop: not those that this is about
            (_book.Ask(TransferKind.Recall, _book.Packet, _book.Funder, 1), Until.PlusNanoseconds(-1)),
            (Spend(), Until.PlusNanoseconds(-1)),
            (Load(1), Until),
            (Spend(), Until),
            (_book.Ask(TransferKind.Recall, _book.Packet, _book.Merchant, 1), Until),
            (_book.Ask(TransferKind.Recall, _book.Packet, _book.Funder, 1), Until));
        Assert.Equal(
            [
                SettlementStatus.Accepted, SettlementStatus.WindowNotOpen, SettlementStatus.Accepted,
                SettlementStatus.Accepted, SettlementStatus.WindowNotEnded, SettlementStatus.Accepted,
                SettlementStatus.Accepted, SettlementStatus.WindowEnded, SettlementStatus.FunderMismatch, SettlementStatus.Accepted,
            ],
            answers.Select(answer => answer.Status));
    }

    [Fact]
    public void A_packet_is_claimed_until_the_last_nanosecond_of_its_window_and_once()
    {
        var answers = Apply(
            (_book.Ask(TransferKind.Load, _book.Vault, _book.Pool, 100), From),
            (Load(1), Until.PlusNanoseconds(-1)),
            (_book.Ask(TransferKind.Claim, _book.Pool, _book.Packet, 20), Until.PlusNanoseconds(-1)),
            (_book.Ask(TransferKind.Claim, _book.Pool, _book.Packet, 20), Until.PlusNanoseconds(-1)));
        Assert.Equal([SettlementStatus.Accepted, SettlementStatus.Accepted, SettlementStatus.Accepted, SettlementStatus.PacketClaimed], answers.Select(answer => answer.Status));
    }

    [Fact]
    public void A_packet_is_not_claimed_any_more_in_the_nanosecond_in_which_its_window_ends()
    {
        var answers = Apply(
            (_book.Ask(TransferKind.Load, _book.Vault, _book.Pool, 100), Until.PlusNanoseconds(-1)),
            (Load(1), Until),
            (_book.Ask(TransferKind.Claim, _book.Pool, _book.Packet, 20), Until));
        Assert.Equal([SettlementStatus.Accepted, SettlementStatus.Accepted, SettlementStatus.WindowEnded], answers.Select(answer => answer.Status));
    }

    [Fact]
    public void Frozen_accounts_are_refused_among_transfers_that_are_not()
    {
        _book.Ledger.ChangeCondition(_book.Other, AccountCondition.Frozen);
        _book.Ledger.ChangeCondition(_book.Stranger, AccountCondition.Closed);
        var answers = _book.Apply(
            Pay(1),
            _book.Ask(TransferKind.PersonToPerson, _book.Person, _book.Other, 1),
            _book.Ask(TransferKind.Payment, _book.Person, _book.Stranger, 1),
            Pay(1),
            _book.Ask(TransferKind.Payment, new(10), _book.Merchant, 1),
            Pay(1));
        Assert.Equal(
            [
                SettlementStatus.Accepted, SettlementStatus.CreditAccountFrozen, SettlementStatus.CreditAccountClosed,
                SettlementStatus.Accepted, SettlementStatus.DebitAccountMissing, SettlementStatus.Accepted,
            ],
            answers.Select(answer => answer.Status));
    }

    [Fact]
    public void Entries_are_shown_up_to_where_the_ring_ends_and_from_its_beginning()
    {
        while (_book.Ledger.Sequence < 100)
            Assert.True(_book.Apply(Load(1))[0].IsAccepted);
        var ringEnd = 64 + 63; // of the second time round
        while (_book.Ledger.Sequence < ringEnd + 3)
            Assert.True(_book.Apply(Load(1))[0].IsAccepted);
        var sums = new List<long>();
        for (var after = ringEnd - 5L; after < ringEnd + 3;)
        {
            var stretch = _book.Ledger.EntriesAfter(after, ringEnd + 3);
            sums.Add(stretch.Length);
            after += stretch.Length;
        }

        Assert.Equal([5L, 3L], sums);
        Assert.Equal(64, _book.Ledger.CopyEntries(ringEnd + 3 - 64, new JournalEntry[64]));
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = _book.Ledger.EntriesAfter(ringEnd + 3 - 65, ringEnd); });
    }

    public void Dispose() => _book.Dispose();

    private static Transfer Fen(Transfer asked, long fen) => asked with { Amount = Amount.FromFen(fen) };

    private Transfer Pay(long fen) => Fen(_book.Ask(TransferKind.Payment, _book.Person, _book.Merchant, 1), fen);

    private Transfer Load(long fen) => Fen(_book.Ask(TransferKind.Load, _book.Vault, _book.Person, 1), fen);

    private Transfer Spend() => _book.Ask(TransferKind.PacketPayment, _book.Packet, _book.Merchant, 1);

    private Receipt[] Apply(params (Transfer Asked, Instant64 Time)[] asked)
    {
        var receipts = new Receipt[asked.Length];
        _book.Ledger.Apply([.. asked.Select(one => one.Asked)], [.. asked.Select(one => one.Time)], receipts);
        return receipts;
    }
}
