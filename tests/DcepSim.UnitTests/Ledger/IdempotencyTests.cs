using System.Runtime.InteropServices;
using DcepSim.Ledger;

namespace DcepSim.UnitTests.Ledger;

public sealed class IdempotencyTests : IDisposable
{
    private readonly LedgerFixture _book = new();

    [Fact]
    public void Memory_of_the_window_that_is_taken_ahead_keeps_what_stands_there()
    {
        using var book = new LedgerFixture(new() { AccountsMax = 64, IdempotencyWindow = 1 << 18, SessionsMax = 4 }); // large enough to come straight from the system
        var before = new JournalEntry[book.Ledger.Sequence];
        book.Ledger.CopyEntries(0, before);
        book.Ledger.PrepareWindow(3, 3 + (1 << 18)); // once around
        var after = new JournalEntry[before.Length];
        book.Ledger.CopyEntries(0, after);
        Assert.Equal(MemoryMarshal.AsBytes(before.AsSpan()), MemoryMarshal.AsBytes(after.AsSpan()));
        Assert.True(book.Move(TransferKind.Issuance, book.Issue, book.Vault, 1).IsAccepted);
        Assert.Throws<ArgumentOutOfRangeException>(() => book.Ledger.PrepareWindow(0, (1 << 18) + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => book.Ledger.PrepareWindow(2, 1));
    }

    [Fact]
    public void A_repeat_gets_the_first_answer_even_when_it_was_a_refusal()
    {
        var poor = _book.Ask(TransferKind.Payment, _book.Person, _book.Merchant, 5);
        var first = _book.Apply(poor)[0];
        Assert.Equal(SettlementStatus.InsufficientFunds, first.Status);
        _book.Move(TransferKind.Load, _book.Vault, _book.Person, 100);
        Assert.Equal(first, _book.Apply(poor)[0]);
    }

    [Theory]
    [InlineData(1UL)]
    [InlineData(0x9E3779B97F4A7C15UL)]
    [InlineData(ulong.MaxValue)]
    public void Where_keys_lie_in_memory_changes_no_answer(ulong seed)
    {
        var options = new LedgerOptions { AccountsMax = 64, IdempotencyWindow = 1_024, ChainLengthMax = 8, SessionsMax = 4 };
        using var plain = new LedgerFixture(options);
        using var seeded = new LedgerFixture(options with { KeyHashSeed = seed });
        for (var i = 0UL; i < 4_000; i++)
        {
            // Counters that jump back and forth over many blocks, one in four asked again later.
            var counter = 10 + (i % 4 == 3 && i > 40 ? (i - 40) * 37 % 2_048 : i * 37 % 2_048) + (i / 2_048 * 2_048);
            var transfer = plain.Ask(TransferKind.Load, plain.Vault, plain.Person, 1) with { Key = new(1 + (i % 3), counter) };
            Assert.Equal(plain.Apply(transfer)[0], seeded.Apply(transfer)[0]);
        }
    }

    [Fact]
    public void A_key_used_again_for_something_else_is_refused_with_the_differing_field()
    {
        var load = _book.Ask(TransferKind.Load, _book.Vault, _book.Person, 5);
        _book.Apply(load);
        var answers = _book.Apply(
            load with { Debit = _book.Pool },
            load with { Credit = _book.Other },
            load with { Amount = Amount.FromYuan(6) },
            load with { Kind = TransferKind.Refund });
        Assert.All(answers, answer => Assert.Equal((SettlementStatus.KeyReused, 0L), (answer.Status, answer.Sequence)));
        Assert.Equal(
            [TransferField.Debit, TransferField.Credit, TransferField.Amount, TransferField.Kind],
            answers.Select(answer => answer.DifferingField));
        Assert.Equal(5, _book.YuanOf(_book.Person));
    }

    [Fact]
    public void A_key_that_has_left_the_window_is_too_old_and_never_applied_twice()
    {
        var load = _book.Ask(TransferKind.Load, _book.Vault, _book.Person, 5);
        _book.Apply(load);
        for (var i = 0; i < 63; i++)
            _book.Move(TransferKind.Load, _book.Vault, _book.Other, 1);
        Assert.True(_book.Apply(load)[0].IsAccepted); // still the oldest in the window
        _book.Move(TransferKind.Load, _book.Vault, _book.Other, 1);
        Assert.Equal(SettlementStatus.KeyTooOld, _book.Apply(load)[0].Status);
        Assert.Equal(5, _book.YuanOf(_book.Person));
    }

    [Fact]
    public void A_key_that_has_left_the_window_stays_too_old_when_a_lower_one_leaves_after_it()
    {
        var loads = new ulong[] { 1, 2, 5, 3, 4 }.Select(counter => _book.Ask(TransferKind.Load, _book.Vault, _book.Person, 5) with { Key = new(2, counter) }).ToArray();
        Assert.All(_book.Apply(loads), answer => Assert.True(answer.IsAccepted));
        for (var i = loads.Length; i < 64; i++)
            _book.Move(TransferKind.Load, _book.Vault, _book.Other, 1);
        _book.Apply([.. Enumerable.Range(0, 4).Select(_ => _book.Ask(TransferKind.Load, _book.Vault, _book.Other, 1))]); // 1, 2, 5 and 3 leave side by side
        Assert.Equal(
            [SettlementStatus.KeyTooOld, SettlementStatus.KeyTooOld, SettlementStatus.KeyTooOld, SettlementStatus.KeyTooOld, SettlementStatus.Accepted],
            _book.Apply(loads).Select(answer => answer.Status));
        Assert.Equal(25, _book.YuanOf(_book.Person));
    }

    [Fact]
    public void Counters_may_come_out_of_order_within_the_window()
    {
        var late = _book.Ask(TransferKind.Load, _book.Vault, _book.Person, 5);
        _book.Move(TransferKind.Load, _book.Vault, _book.Other, 1);
        Assert.True(_book.Apply(late)[0].IsAccepted);
        Assert.True(_book.Apply(late)[0].IsAccepted);
        Assert.Equal(5, _book.YuanOf(_book.Person));
    }

    [Fact]
    public void A_key_needs_a_session_within_capacity_and_a_counter()
    {
        var load = _book.Ask(TransferKind.Load, _book.Vault, _book.Person, 5);
        Assert.Equal(
            [SettlementStatus.KeyMissing, SettlementStatus.KeyMissing, SettlementStatus.SessionLimit, SettlementStatus.KeyMissing],
            _book.Apply(load with { Key = default }, load with { Key = new(1, 0) }, load with { Key = new(5, 1) }, load with { Key = new(5, 0) })
                .Select(answer => answer.Status));
    }

    [Fact]
    public void A_session_that_leaves_every_tenth_number_unused_goes_on_however_often_the_window_is_filled()
    {
        using var ledger = new GeneralLedger(new LedgerOptions { AccountsMax = 1, IdempotencyWindow = 65_536, SessionsMax = 1 });
        var receipts = new Receipt[1];
        for (var counter = 1UL; counter < 4 * 65_536; counter++)
        {
            if (counter % 10 == 0)
                continue;
            ledger.Apply([new Transfer(new(1, counter), default, default, default, default)], ledger.Time, receipts);
            Assert.Equal(SettlementStatus.KindUnknown, receipts[0].Status); // journaled, so the key was taken
        }
    }

    [Fact]
    public void A_session_that_leaves_large_gaps_uses_up_its_own_share_of_key_blocks_and_gets_room_again_as_the_window_moves()
    {
        using var ledger = new GeneralLedger(new LedgerOptions { AccountsMax = 1, IdempotencyWindow = 64, ChainLengthMax = 2, SessionsMax = 4 });
        Assert.Equal(16, ledger.Options.KeyBlocksMax);
        var receipts = new Receipt[9];
        ledger.Apply([.. Enumerable.Range(1, 9).Select(i => new Transfer(new(1, (ulong)i * 1_000), default, default, default, default))], ledger.Time, receipts);
        Assert.All(receipts[..4], receipt => Assert.Equal(SettlementStatus.KindUnknown, receipt.Status));
        Assert.All(receipts[4..], receipt => Assert.Equal(SettlementStatus.KeyBlocksFull, receipt.Status));
        for (var i = 0; i < 64; i++)
            ledger.Apply([new Transfer(new(1, 4_001 + (ulong)(i % 100)), default, default, default, default)], ledger.Time, receipts);
        ledger.Apply([new Transfer(new(1, 5_000), default, default, default, default)], ledger.Time, receipts);
        Assert.Equal(SettlementStatus.KindUnknown, receipts[0].Status);
    }

    [Fact]
    public void A_session_that_starts_anew_at_far_numbers_again_and_again_goes_on_while_blocks_are_plenty()
    {
        using var ledger = new GeneralLedger(new LedgerOptions { AccountsMax = 1, IdempotencyWindow = 16_384, ChainLengthMax = 2, SessionsMax = 1 });
        var receipts = new Receipt[3];
        for (var start = 1UL; start <= 64; start++)
        {
            ledger.Apply([.. Enumerable.Range(0, 3).Select(i => new Transfer(new(1, (start * 1_000_000) + (ulong)i), default, default, default, default))], ledger.Time, receipts);
            Assert.All(receipts, receipt => Assert.Equal(SettlementStatus.KindUnknown, receipt.Status)); // journaled, so the key was taken
        }

        ledger.Apply([new Transfer(new(1, 100_000_000), default, default, default, default)], ledger.Time, receipts);
        Assert.Equal(SettlementStatus.KeyBlocksFull, receipts[0].Status);
    }

    [Fact]
    public void A_session_that_leaves_large_gaps_takes_no_key_blocks_from_one_that_leaves_none()
    {
        using var ledger = new GeneralLedger(new LedgerOptions { AccountsMax = 1, IdempotencyWindow = 4_096, SessionsMax = 2 });
        var receipts = new Receipt[2];
        var refused = 0;
        for (var counter = 1UL; counter <= 3 * 4_096; counter++)
        {
            ledger.Apply([new Transfer(new(1, counter * 1_000), default, default, default, default), new Transfer(new(2, counter), default, default, default, default)], ledger.Time, receipts);
            refused += receipts[0].Status == SettlementStatus.KeyBlocksFull ? 1 : 0;
            Assert.Equal(SettlementStatus.KindUnknown, receipts[1].Status); // journaled, so the key was taken
        }

        Assert.True(refused > 2 * 4_096, $"{refused}");
    }

    [Theory]
    [InlineData(16)]
    [InlineData(4_096)]
    public void A_key_is_answered_again_exactly_while_it_is_in_the_window_however_batches_are_cut(int window)
    {
        using var ledger = new GeneralLedger(new LedgerOptions { AccountsMax = 1, IdempotencyWindow = window, ChainLengthMax = 2, SessionsMax = 2 });
        var (transfers, receipts) = (new Transfer[5_000], new Receipt[5_000]);
        static Transfer Request(ulong session, ulong counter) => new(new(session, counter), default, default, default, default);
        SettlementStatus Ask(Transfer asked)
        {
            ledger.Apply([asked], ledger.Time, receipts);
            return receipts[0].Status;
        }

        Assert.Equal(SettlementStatus.KindUnknown, Ask(Request(2, 7))); // journaled, so the key was taken
        for (var (counter, left) = (0UL, window - 1); left > 0;)
        {
            var length = Math.Min(left, 1 + ((int)counter * 7 % transfers.Length));
            for (var i = 0; i < length; i++)
                transfers[i] = Request(1, ++counter);
            ledger.Apply(transfers.AsSpan(0, length), ledger.Time, receipts);
            left -= length;
        }

        Assert.Equal(SettlementStatus.KindUnknown, Ask(Request(2, 7)));
        Assert.Equal(1, receipts[0].Sequence);
        Assert.Equal(SettlementStatus.KindUnknown, Ask(Request(1, 1_000_000)));
        Assert.Equal(SettlementStatus.KeyTooOld, Ask(Request(2, 7)));
        Assert.Equal(SettlementStatus.KeyTooOld, Ask(Request(2, 6)));
        Assert.Equal(SettlementStatus.KindUnknown, Ask(Request(1, 1)));
        Assert.Equal(2, receipts[0].Sequence);
    }

    [Fact]
    public void Keys_are_kept_and_forgotten_in_order_where_accounts_opened_leave_the_window_between_them()
    {
        const int Window = 64;
        using var book = new LedgerFixture(new() { AccountsMax = 2_000, IdempotencyWindow = Window, ChainLengthMax = 8, SessionsMax = 2 });
        var terms = new AccountTerms(AccountKind.PersonalWallet, LedgerFixture.Bank);
        var (asked, answers, counters) = (new List<Transfer>(), new List<Receipt>(), new ulong[] { 1_000, 1_000 });
        for (var round = 0; round < 600; round++) // 5,700 keys: more blocks of them than there are at a time
        {
            var session = round / 50 % 2;
            var batch = Enumerable.Range(0, 1 + (round * 7 % 18)).Select(place =>
                book.Ask(place % 5 == 4 ? default : TransferKind.Load, book.Vault, book.Person, 1) with { Key = new((ulong)session + 1, ++counters[session]) }).ToArray();
            asked.AddRange(batch);
            answers.AddRange(book.Apply(batch));
            for (var opened = round * 5 % 4; opened > 0; opened--)
                book.Ledger.Open(terms);
            for (var back = 1; back <= Math.Min(asked.Count, Window + 20); back++)
            {
                var (again, first) = (book.Apply(asked[^back])[0], answers[^back]);
                if (book.Ledger.Sequence - first.Sequence < Window)
                    Assert.Equal(first, again);
                else
                    Assert.Equal(SettlementStatus.KeyTooOld, again.Status);
            }
        }

        Assert.All(answers, answer => Assert.True(answer.Status is SettlementStatus.Accepted or SettlementStatus.KindUnknown));
        Assert.Equal(answers.Count(answer => answer.IsAccepted), book.YuanOf(book.Person));
    }

    public void Dispose() => _book.Dispose();
}
