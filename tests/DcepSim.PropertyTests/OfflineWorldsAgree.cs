using DcepSim.Offline;
using DcepSim.Testing;
using FsCheck;
using FsCheck.Fluent;
using NodaTime.HighPerformance;

namespace DcepSim.PropertyTests;

/// <summary>
/// The population engine against the full protocol: the same wishes, once on compact arrays, once by purses that sign, send and check bytes.
/// Every purse must be in the same state after every round.
/// </summary>
public class OfflineWorldsAgree
{
    private const int Purses = 40;
    private const int Merchants = 4;
    private const int Rounds = 70;

    private static readonly OperatorId Operator = new(1);

    private static readonly OfflinePolicy[] Policies =
    [
        OfflinePolicy.FullyOffline with { PaymentMax = Amount.FromYuan(100), PayeeCap = Amount.FromYuan(30) },
        OfflinePolicy.IntermittentlyOffline with { PaymentsMax = 5, SpentMax = Amount.FromYuan(250), HopsMax = 2, ContactMax = Duration64.FromHours(9) },
        OfflinePolicy.StagedOffline with { CertificateLife = Duration64.FromHours(20) },
    ];

    [Fact]
    public void Compact_and_full_purses_are_in_the_same_state_after_every_round()
    {
        var seeds = ArbMap.Default.ArbFor<int>().Generator.Resize(1_000_000).ToArbitrary();
        Prop.ForAll(seeds, seed => Array.ForEach(Policies, policy => Compare(seed, policy))).Check(Config.QuickThrowOnFailure.WithMaxTest(TestScale.Of(3)));
    }

    private static void Compare(int seed, OfflinePolicy policy)
    {
        var terms = new WorldTerms
        {
            Policy = policy with { PurseMaxByTier = policy.PurseMaxByTier.SetItem(0, Amount.MaxValue) }, // merchants: no cap
            Purses = Purses,
            Merchants = Merchants,
            Rounds = Rounds,
            Form = PurseForm.IcCard,
            FillTo = Amount.FromYuan(300),
            AmountsFen = [100, 300, 900, 12_000],
            PayPpm = 800_000,
            PersonToPersonPpm = 500_000,
            ContactPpm = 150_000,
            TornPpm = 150_000,
            UnconfirmedPpm = 150_000,
            OutageFrom = 10,
            OutageUntil = 60, // long enough to fill a card's log
        };
        var world = new OfflineWorld(terms, RandomKey.FromSeed(seed));
        var desk = new OfflineDesk(terms.Policy, [Operator], RandomKey.FromSeed(1), key => new ModelledSigner(key), new ModelledVerifier(), terms.Start);
        var purses = Enumerable.Range(1, Purses).Select(number => Personalise(desk, terms, number)).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            var start = terms.Start + Duration64.FromHours(round);
            world.Decide(1, Purses + 1);
            var wishes = purses.Select(purse => world.WishOf(purse.Id)).ToArray();
            world.Settle();
            for (var payer = 0; payer < Purses; payer++)
            {
                if (!wishes[payer].Payee.IsNone)
                    Pay(purses[payer], purses[wishes[payer].Payee.Value - 1], wishes[payer], start);
            }

            for (var purse = 0; purse < Purses; purse++)
            {
                if (wishes[purse].IsContact)
                    Contact(desk, purses[purse], terms, start + terms.RoundLength);
            }

            foreach (var purse in purses)
            {
                if (world.StateOf(purse.Id) != purse.State) // words for each purse and round would cost more than the rounds
                    Assert.Fail($"Round {round}, purse {purse.Id.Value}: compact {world.StateOf(purse.Id)}, full {purse.State}.");
                Assert.Equal(desk.Book.BalanceOf(purse.Id), world.Book.BalanceOf(purse.Id));
            }
        }

        Assert.Equal(desk.Book.TakeStatement() with { Repeats = 0, Breaks = [] }, world.Book.TakeStatement() with { Repeats = 0, Breaks = [] });
    }

    private static Purse Personalise(OfflineDesk desk, WorldTerms terms, int number)
    {
        var merchant = number <= Merchants;
        var purse = desk.Personalise(Operator, merchant ? PurseForm.Phone : terms.Form, merchant ? OfflineCertificate.TierMin : terms.Tier, terms.Start);
        if (!merchant)
            Fill(desk, purse, terms, terms.Start);
        return purse;
    }

    private static void Pay(Purse payer, Purse payee, PurseWish wish, Instant64 now)
    {
        if (payee.Offer(payer.Certificate.Bytes, Amount.FromFen(wish.Fen), now, out var offer) != OfflineRefusal.None)
            return;
        if (payer.Pay(offer!.Bytes, payee.Certificate.Bytes, now, out var payment) == OfflineRefusal.None && wish.Fate != LinkFate.Torn)
        {
            Assert.Equal(OfflineRefusal.None, payee.Receive(payment!.Bytes, payer.Certificate.Bytes, now, out var confirmation));
            if (wish.Fate == LinkFate.Whole)
                Assert.Equal(OfflineRefusal.None, payer.Confirm(confirmation!.Bytes, payee.Certificate.Bytes, now));
        }

        payee.CloseOffer();
    }

    private static void Contact(OfflineDesk desk, Purse purse, WorldTerms terms, Instant64 now)
    {
        var merchant = purse.Id.Value <= Merchants;
        if (merchant && !purse.State.Balance.IsZero)
            Assert.Equal(OfflineRefusal.None, purse.Deposit(purse.State.Balance, now));
        Assert.Equal(OfflineRefusal.None, purse.EndContact(desk.Answer(purse.BeginContact(), now), now));
        if (!merchant)
            Fill(desk, purse, terms, now);
    }

    private static void Fill(OfflineDesk desk, Purse purse, WorldTerms terms, Instant64 now)
    {
        if (terms.FillTo.TrySubtract(purse.State.Balance, out var missing) && !missing.IsZero)
            Assert.Equal(OfflineRefusal.None, purse.TakeLoad(desk.Load(purse.Id, missing, now).Bytes));
    }
}
