using NodaTime;
using NodaTime.HighPerformance;

namespace DcepSim.UnitTests.Ledger;

public class LimitTests
{
    private static readonly AccountLimits Tier = new(Amount.FromYuan(10_000), Amount.FromYuan(2_000), Amount.FromYuan(5_000), Amount.FromYuan(9_000));

    [Fact]
    public void The_day_ends_at_midnight_in_Shanghai()
    {
        using var book = new LedgerFixture(limits: Tier) { Now = Instant.FromUtc(2020, 10, 12, 15, 59, 59) };
        book.Move(TransferKind.Load, book.Vault, book.Person, 10_000);
        Assert.True(book.Move(TransferKind.Payment, book.Person, book.Merchant, 2_000).IsAccepted);
        Assert.True(book.Move(TransferKind.PersonToPerson, book.Person, book.Other, 2_000).IsAccepted);
        Assert.Equal(SettlementStatus.DayLimit, book.Move(TransferKind.Payment, book.Person, book.Merchant, 1_001).Status);
        book.Now = Instant.FromUtc(2020, 10, 12, 16, 0);
        Assert.True(book.Move(TransferKind.Payment, book.Person, book.Merchant, 2_000).IsAccepted);
    }

    [Fact]
    public void A_payment_at_midnight_to_the_nanosecond_counts_on_the_new_day_among_others_handed_over_with_it()
    {
        using var book = new LedgerFixture(limits: Tier) { Now = Instant.FromUtc(2020, 10, 12, 15, 0) };
        book.Move(TransferKind.Load, book.Vault, book.Person, 10_000);
        var midnight = Instant64.FromUtc(2020, 10, 12, 16, 0);
        Transfer[] payments = [.. Enumerable.Range(0, 4).Select(_ => book.Ask(TransferKind.Payment, book.Person, book.Merchant, 2_000))];
        var receipts = new Receipt[4];
        book.Ledger.Apply(payments, [midnight.PlusNanoseconds(-2), midnight.PlusNanoseconds(-1), midnight, midnight.PlusNanoseconds(1)], receipts);
        Assert.All(receipts, receipt => Assert.True(receipt.IsAccepted)); // 4,000 yuan on either day; 5,000 are allowed on one
    }

    [Fact]
    public void The_year_ends_at_new_year_in_Shanghai()
    {
        using var book = new LedgerFixture(limits: Tier) { Now = Instant.FromUtc(2020, 12, 30, 0, 0) };
        book.Move(TransferKind.Load, book.Vault, book.Person, 10_000);
        PayTwice(book);
        book.Now = Instant.FromUtc(2020, 12, 31, 0, 0);
        PayTwice(book);
        book.Now = Instant.FromUtc(2020, 12, 31, 15, 59, 59);
        Assert.True(book.Move(TransferKind.Payment, book.Person, book.Merchant, 1_000).IsAccepted);
        book.Now = Instant.FromUtc(2020, 12, 31, 16, 0);
        Assert.True(book.Move(TransferKind.Payment, book.Person, book.Merchant, 1_000).IsAccepted);
    }

    [Fact]
    public void The_years_limit_counts_all_its_days()
    {
        using var book = new LedgerFixture(limits: Tier) { Now = Instant.FromUtc(2020, 12, 29, 0, 0) };
        book.Move(TransferKind.Load, book.Vault, book.Person, 10_000);
        PayTwice(book);
        book.Now = Instant.FromUtc(2020, 12, 30, 0, 0);
        PayTwice(book);
        book.Now = Instant.FromUtc(2020, 12, 31, 0, 0);
        Assert.Equal(SettlementStatus.YearLimit, book.Move(TransferKind.Payment, book.Person, book.Merchant, 1_001).Status);
    }

    [Fact]
    public void The_years_limit_is_reached_to_the_yuan_by_payments_of_one_day()
    {
        using var book = new LedgerFixture(limits: new(null, null, null, Amount.FromYuan(500)));
        book.Move(TransferKind.Load, book.Vault, book.Person, 10_000);
        var answers = book.Apply([.. new[] { 300, 201, 200, 1 }.Select(yuan => book.Ask(TransferKind.Payment, book.Person, book.Merchant, yuan))]);
        Assert.Equal(
            [SettlementStatus.Accepted, SettlementStatus.YearLimit, SettlementStatus.Accepted, SettlementStatus.YearLimit],
            answers.Select(answer => answer.Status));
    }

    [Fact]
    public void One_payment_has_its_own_limit_and_a_load_is_held_to_the_balance_cap_only()
    {
        using var book = new LedgerFixture(limits: Tier);
        Assert.Equal(SettlementStatus.BalanceLimit, book.Move(TransferKind.Load, book.Vault, book.Person, 10_001).Status);
        Assert.True(book.Move(TransferKind.Load, book.Vault, book.Person, 10_000).IsAccepted);
        Assert.Equal(SettlementStatus.PaymentLimit, book.Move(TransferKind.Payment, book.Person, book.Merchant, 2_001).Status);
        Assert.True(book.Move(TransferKind.Unload, book.Person, book.Vault, 9_999).IsAccepted);
    }

    [Fact]
    public void Caps_of_nothing_at_all_are_not_taken_for_no_caps()
    {
        using var book = new LedgerFixture(limits: new(Amount.Zero, Amount.Zero, Amount.Zero, Amount.Zero));
        Assert.Equal(SettlementStatus.BalanceLimit, book.Move(TransferKind.Load, book.Vault, book.Person, 1).Status);
        Assert.True(book.Move(TransferKind.Load, book.Vault, book.Other, 1).IsAccepted);
    }

    [Fact]
    public void A_fixed_offset_gives_the_same_day_as_the_time_zone_database_in_every_supported_year()
    {
        var zone = DateTimeZoneProviders.Tzdb["Asia/Shanghai"];
        var end = Instant.FromUtc(2261, 12, 31, 0, 0);
        for (var instant = Instant.FromUtc(1991, 12, 31, 16, 0); instant < end; instant += Duration.FromHours(1021))
            Assert.Equal(Offset.FromHours(8), zone.GetUtcOffset(instant));
        foreach (var interval in zone.GetZoneIntervals(Instant.FromUtc(1991, 12, 31, 16, 0), end))
            Assert.Equal(Offset.FromHours(8), interval.WallOffset);
    }

    private static void PayTwice(LedgerFixture book)
    {
        for (var i = 0; i < 2; i++)
            Assert.True(book.Move(TransferKind.Payment, book.Person, book.Merchant, 2_000).IsAccepted);
    }
}
