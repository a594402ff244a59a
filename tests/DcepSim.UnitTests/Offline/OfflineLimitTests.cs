using DcepSim.Offline;
using NodaTime.HighPerformance;

namespace DcepSim.UnitTests.Offline;

public class OfflineLimitTests
{
    private static readonly OfflinePolicy Open = OfflinePolicy.FullyOffline with { PaymentMax = Amount.MaxValue, PayeeCap = Amount.MaxValue };

    [Fact]
    public void A_payment_above_the_payment_limit_is_refused()
    {
        var scene = new OfflineScene(Open with { PaymentMax = Amount.FromYuan(50) });
        var (payer, payee) = (scene.PurseWith(100), scene.PurseWith(0));

        Assert.Equal(OfflineRefusal.PaymentLimit, scene.TryTransfer(payer, payee, 51));
        Assert.Equal(OfflineRefusal.None, scene.TryTransfer(payer, payee, 50));
    }

    [Fact]
    public void The_limit_of_value_counts_until_the_next_contact()
    {
        var scene = new OfflineScene(Open with { SpentMax = Amount.FromYuan(60) });
        var (payer, payee) = (scene.PurseWith(200), scene.PurseWith(0));
        scene.Transfer(payer, payee, 40);

        Assert.Equal(OfflineRefusal.SpentLimit, scene.TryTransfer(payer, payee, 21));
        scene.Contact(payer);
        Assert.Equal(OfflineRefusal.None, scene.TryTransfer(payer, payee, 60));
    }

    [Fact]
    public void The_limit_of_number_counts_until_the_next_contact()
    {
        var scene = new OfflineScene(Open with { PaymentsMax = 2 });
        var (payer, payee) = (scene.PurseWith(200), scene.PurseWith(0));
        scene.Transfer(payer, payee, 1);
        scene.Transfer(payer, payee, 1);

        Assert.Equal(OfflineRefusal.PaymentsLimit, scene.TryTransfer(payer, payee, 1));
        scene.Contact(payer);
        Assert.Equal(OfflineRefusal.None, scene.TryTransfer(payer, payee, 1));
    }

    [Fact]
    public void Too_long_after_a_contact_nothing_is_paid()
    {
        var scene = new OfflineScene(Open with { ContactMax = Duration64.FromDays(3) });
        var (payer, payee) = (scene.PurseWith(200), scene.PurseWith(0));
        scene.Pass(Duration64.FromDays(3));
        scene.Transfer(payer, payee, 1);

        scene.Pass(Duration64.FromNanoseconds(1));

        Assert.Equal(OfflineRefusal.ContactLimit, scene.TryTransfer(payer, payee, 1));
    }

    [Fact]
    public void In_the_staged_mode_received_value_is_spent_only_after_a_contact()
    {
        var scene = new OfflineScene(OfflinePolicy.StagedOffline);
        var (first, second, third) = (scene.PurseWith(100), scene.PurseWith(10), scene.PurseWith(0));
        scene.Transfer(first, second, 50);

        Assert.Equal(OfflineRefusal.HopsLimit, scene.TryTransfer(second, third, 20));
        Assert.Equal(OfflineRefusal.None, scene.TryTransfer(second, third, 10));
        scene.Contact(second);
        Assert.Equal(OfflineRefusal.None, scene.TryTransfer(second, third, 20));
    }

    [Fact]
    public void Value_passes_through_as_many_hands_as_the_policy_says()
    {
        var scene = new OfflineScene(Open with { HopsMax = 3 });
        var purses = Enumerable.Range(0, 5).Select(i => scene.PurseWith(i == 0 ? 100 : 0)).ToArray();
        for (var hand = 0; hand < 3; hand++)
            scene.Transfer(purses[hand], purses[hand + 1], 10);

        Assert.Equal(OfflineRefusal.HopsLimit, scene.TryTransfer(purses[3], purses[4], 10));
    }

    [Theory]
    [InlineData(1, 5000)]
    [InlineData(2, 5000)]
    [InlineData(3, 2000)]
    [InlineData(4, 1000)]
    public void A_purse_holds_at_most_the_cap_of_its_tier(byte tier, long yuan)
    {
        var scene = new OfflineScene(Open);
        var (payer, payee) = (scene.PurseWith(10_000), scene.PurseWith(yuan - 1, tier: tier));

        Assert.Equal(OfflineRefusal.PurseCap, scene.TryTransfer(payer, payee, 2));
        Assert.Equal(OfflineRefusal.None, scene.TryTransfer(payer, payee, 1));
    }

    [Fact]
    public void A_payee_takes_no_more_than_the_cap_from_one_certificate_even_over_contacts()
    {
        var scene = new OfflineScene(Open with { PayeeCap = Amount.FromYuan(30) });
        var (payer, payee, other) = (scene.PurseWith(100), scene.PurseWith(0), scene.PurseWith(0));
        scene.Transfer(payer, payee, 20);
        scene.Contact(payee);
        scene.Contact(payer);

        Assert.Equal(OfflineRefusal.PayeeCap, scene.TryTransfer(payer, payee, 11));
        Assert.Equal(OfflineRefusal.None, scene.TryTransfer(payer, other, 11));
        Assert.Equal(OfflineRefusal.None, scene.TryTransfer(payer, payee, 10));
    }

    [Fact]
    public void A_superseded_certificate_does_not_double_the_cap()
    {
        var scene = new OfflineScene(Open with { PayeeCap = Amount.FromYuan(30) });
        var (payer, payee) = (scene.PurseWith(100), scene.PurseWith(0));
        var old = payer.Certificate;
        scene.Transfer(payer, payee, 30);
        scene.Pass(Duration64.FromDays(20));
        scene.Contact(payer);
        Assert.Equal(2, payer.Certificate.Serial);
        scene.Transfer(payer, payee, 30);

        Assert.Equal(OfflineRefusal.CertificateExpired, payee.Offer(old.Bytes, Amount.FromYuan(1), scene.Now, out _));
    }

    [Fact]
    public void A_certificate_that_has_ended_neither_pays_nor_is_paid()
    {
        var scene = new OfflineScene(Open);
        var (payer, payee) = (scene.PurseWith(100), scene.PurseWith(0));
        scene.Pass(scene.Policy.CertificateLife);

        Assert.Equal(OfflineRefusal.CertificateExpired, scene.TryTransfer(payer, payee, 1));
        scene.Contact(payer);
        scene.Contact(payee);
        Assert.Equal(OfflineRefusal.None, scene.TryTransfer(payer, payee, 1));
    }

    [Fact]
    public void A_full_log_waits_for_a_contact()
    {
        var scene = new OfflineScene(Open);
        var (payer, payee) = (scene.PurseWith(100, PurseForm.IcCard), scene.PurseWith(0));
        for (var payment = 0; payment < PurseTraits.Of(PurseForm.IcCard).LogMax; payment++)
            scene.Transfer(payer, payee, 1);

        Assert.Equal(OfflineRefusal.LogFull, scene.TryTransfer(payer, payee, 1));
        scene.Contact(payer);
        Assert.Equal(OfflineRefusal.None, scene.TryTransfer(payer, payee, 1));
    }

    [Fact]
    public void An_empty_purse_does_not_pay()
    {
        var scene = new OfflineScene(Open);
        Assert.Equal(OfflineRefusal.InsufficientFunds, scene.TryTransfer(scene.PurseWith(5), scene.PurseWith(0), 6));
    }

    [Fact]
    public void A_revocation_reaches_a_payee_at_its_contact_and_not_before()
    {
        var scene = new OfflineScene(Open);
        var (payer, payee) = (scene.PurseWith(100), scene.PurseWith(0));
        scene.Desk.Book.ReportLost(payer.Id);

        Assert.Equal(OfflineRefusal.None, scene.TryTransfer(payer, payee, 1));
        scene.Contact(payee);
        Assert.Equal(OfflineRefusal.PurseRevoked, scene.TryTransfer(payer, payee, 1));
    }

    [Fact]
    public void A_card_without_a_clock_takes_the_time_from_the_offer()
    {
        var scene = new OfflineScene(Open);
        var (card, till) = (scene.PurseWith(100, PurseForm.IcCard), scene.PurseWith(0));
        scene.Pass(Duration64.FromDays(1));
        var offer = scene.Offer(till, card, 10);

        Assert.Equal(OfflineRefusal.None, card.Pay(offer.Bytes, till.Certificate.Bytes, default, out var payment));
        Assert.Equal(scene.Now, payment!.Content.Time);
    }

    [Fact]
    public void An_offer_is_answered_only_while_it_lives()
    {
        var scene = new OfflineScene(Open);
        var (payer, payee) = (scene.PurseWith(100), scene.PurseWith(0));
        var offer = scene.Offer(payee, payer, 10);
        scene.Pass(scene.Policy.OfferLife + Duration64.FromNanoseconds(1));

        Assert.Equal(OfflineRefusal.OfferExpired, payer.Pay(offer.Bytes, payee.Certificate.Bytes, scene.Now, out _));
    }

    [Fact]
    public void The_published_figures_of_2023_are_the_defaults_and_their_readings_are_named()
    {
        Assert.Equal(Amount.FromYuan(500), OfflinePolicy.NoPower.SpentMax);
        Assert.Equal(Amount.FromYuan(500), OfflinePolicy.NoPowerPerPayment.PaymentMax);
        Assert.Equal(Amount.MaxValue, OfflinePolicy.NoPowerPerPayment.SpentMax);
        Assert.Equal(10, OfflinePolicy.NoPower.PaymentsMax);
        Assert.Contains(OfflinePolicy.NoPower.Assumptions, assumption => assumption.Name == "SpentMax");
        Assert.Contains(OfflinePolicy.NoPower.Assumptions, assumption => assumption.Name == "Mode");
    }

    [Fact]
    public void Every_preset_is_sound_and_lists_its_assumptions()
    {
        OfflinePolicy[] presets = [OfflinePolicy.FullyOffline, OfflinePolicy.IntermittentlyOffline, OfflinePolicy.StagedOffline, OfflinePolicy.NoPower, OfflinePolicy.NoPowerPerPayment];
        Assert.All(presets, preset => Assert.Empty(preset.Faults()));
        Assert.All(presets, preset => Assert.NotEmpty(preset.Assumptions));
    }

    [Fact]
    public void All_faults_of_a_policy_are_told_together()
    {
        var policy = OfflinePolicy.StagedOffline with { HopsMax = 2, PaymentsMax = 0, PaymentMax = Amount.Zero };
        var message = Assert.Throws<ArgumentException>(policy.Validate).Message;
        Assert.Contains("HopsMax is 2", message, StringComparison.Ordinal);
        Assert.Contains("PaymentsMax is 0", message, StringComparison.Ordinal);
        Assert.Contains("PaymentMax is 0.00", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_whole_payment_makes_three_signatures_and_checks_seven()
    {
        var scene = new OfflineScene(Open);
        var (payer, payee) = (scene.PurseWith(100), scene.PurseWith(0));
        var before = payer.Tally + payee.Tally;
        scene.Transfer(payer, payee, 10);
        var after = payer.Tally + payee.Tally;

        Assert.Equal((3, 7), (after.Made - before.Made, after.Checked - before.Checked));
    }
}
