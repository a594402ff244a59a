using DcepSim.Offline;

namespace DcepSim.UnitTests.Offline;

public class LossBoundTests
{
    private static readonly OfflinePolicy Policy = OfflinePolicy.FullyOffline with { PaymentMax = Amount.FromYuan(300), PayeeCap = Amount.FromYuan(700), LossBearer = LossBearer.CentralBank };

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 5)]
    [InlineData(3, 4)]
    public void The_bound_is_reached_by_a_key_that_is_out_and_by_no_more(int identities, int payees)
    {
        var scene = new OfflineScene(Policy);
        var broken = Enumerable.Range(0, identities).Select(_ => scene.Broken(Compromise.ExtractedKey)).ToArray();
        var victims = Enumerable.Range(0, payees).Select(_ => scene.PurseWith(0)).ToArray();
        foreach (var victim in victims)
        {
            foreach (var attacker in broken)
            {
                foreach (var amount in LossBound.Strategy(Policy))
                    Assert.Equal(OfflineRefusal.None, Attack(scene, attacker, victim, amount));
                Assert.Equal(OfflineRefusal.PayeeCap, Attack(scene, attacker, victim, Amount.FromFen(1)));
            }
        }

        foreach (var victim in victims)
            scene.Contact(victim);
        scene.Pass(Policy.CertificateLife + Policy.LateMax);
        scene.Desk.Book.DetectOverspends(scene.Now);
        scene.Desk.Book.ChargeShortfalls();

        var bound = LossBound.Of(Policy, identities, payees);
        Assert.Equal(Amount.FromYuan(700L * identities * payees), bound);
        Assert.Equal(bound, scene.BalancedStatement().Loss);
        Assert.Equal(bound, scene.Desk.Book.LossOf(OperatorId.CentralBank));
    }

    [Fact]
    public void Clones_do_not_raise_the_bound_of_their_identity()
    {
        var scene = new OfflineScene(Policy);
        var clone = scene.Broken(Compromise.ClonedElement, width: 7);
        var victims = Enumerable.Range(0, 3).Select(_ => scene.PurseWith(0)).ToArray();
        foreach (var victim in victims)
        {
            while (Attack(scene, clone, victim, Amount.FromYuan(10)) == OfflineRefusal.None)
            {
            }
        }

        foreach (var victim in victims)
            scene.Contact(victim);

        Assert.Equal(LossBound.Of(Policy, 1, 3), scene.BalancedStatement().Loss);
    }

    [Fact]
    public void Payees_that_have_seen_the_revocation_are_not_reachable()
    {
        var scene = new OfflineScene(Policy);
        var clone = scene.Broken(Compromise.ClonedElement);
        var (first, second, warned) = (scene.PurseWith(0), scene.PurseWith(0), scene.PurseWith(0));
        Attack(scene, clone, first, Amount.FromYuan(10));
        Attack(scene, clone, second, Amount.FromYuan(10));
        scene.Contact(first);
        scene.Contact(second);
        scene.Contact(warned);

        Assert.Equal(OfflineRefusal.PurseRevoked, Attack(scene, clone, warned, Amount.FromYuan(10)));
    }

    [Fact]
    public void A_broken_purse_that_is_never_found_stops_at_its_certificates_end()
    {
        var scene = new OfflineScene(Policy);
        var (broken, victim) = (scene.Broken(Compromise.ExtractedKey), scene.PurseWith(0));
        scene.Pass(Policy.CertificateLife);
        scene.Contact(victim);

        Assert.Equal(OfflineRefusal.CertificateExpired, Attack(scene, broken, victim, Amount.FromYuan(1)));
    }

    [Fact]
    public void A_broken_purse_that_was_found_is_certified_no_more()
    {
        var scene = new OfflineScene(Policy);
        var purse = scene.PurseWith(100);
        scene.Desk.Book.ReportLost(purse.Id);
        scene.Pass(Policy.CertificateLife);
        scene.Contact(purse);

        Assert.Equal(1, purse.Certificate.Serial);
    }

    [Fact]
    public void Without_a_cap_at_the_payees_there_is_no_bound()
    {
        var open = Policy with { PayeeCap = Amount.MaxValue };
        Assert.Null(LossBound.Of(open, 1, 1));
        Assert.Throws<ArgumentException>(() => LossBound.Strategy(open));
    }

    private static OfflineRefusal Attack(OfflineScene scene, BrokenPurse broken, Purse victim, Amount amount)
    {
        var refusal = victim.Offer(broken.Certificate.Bytes, amount, scene.Now, out var offer);
        return refusal != OfflineRefusal.None ? refusal : victim.Receive(broken.Pay(offer!, scene.Now).Bytes, broken.Certificate.Bytes, scene.Now, out _);
    }
}
