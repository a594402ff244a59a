using DcepSim.Offline;
using NodaTime.HighPerformance;

namespace DcepSim.UnitTests.Offline;

/// <summary>A desk, an hour and some purses, so that a test says only what it is about.</summary>
internal sealed class OfflineScene
{
    public static readonly OperatorId Icbc = new(1);
    public static readonly OperatorId Abc = new(2);

    private static readonly RandomKey Key = RandomKey.FromSeed(1);

    public OfflineScene(OfflinePolicy? policy = null)
    {
        Policy = policy ?? OfflinePolicy.IntermittentlyOffline;
        Desk = new(Policy, [Icbc, Abc], Key, key => new ModelledSigner(key), new ModelledVerifier(), Now);
    }

    public OfflinePolicy Policy { get; }

    public OfflineDesk Desk { get; }

    public Instant64 Now { get; private set; } = Instant64.FromUtc(2023, 1, 11, 4, 0);

    public NetAmount Outstanding => Desk.Book.Outstanding;

    public void Pass(Duration64 time) => Now += time;

    /// <summary>A purse of tier II with some yuan in it.</summary>
    public Purse PurseWith(long yuan, PurseForm form = PurseForm.Phone, byte tier = 2, OperatorId? @operator = null)
    {
        var purse = Desk.Personalise(@operator ?? Icbc, form, tier, Now);
        if (yuan > 0)
            Load(purse, yuan);
        return purse;
    }

    public void Load(Purse purse, long yuan) =>
        Assert.Equal(OfflineRefusal.None, purse.TakeLoad(Desk.Load(purse.Id, Amount.FromYuan(yuan), Now).Bytes));

    public void Contact(Purse purse) =>
        Assert.Equal(OfflineRefusal.None, purse.EndContact(Desk.Answer(purse.BeginContact(), Now), Now));

    public SignedMessage Offer(Purse payee, Purse payer, long yuan) => Offer(payee, payer.Certificate, yuan);

    public SignedMessage Offer(Purse payee, OfflineCertificate payer, long yuan)
    {
        Assert.Equal(OfflineRefusal.None, payee.Offer(payer.Bytes, Amount.FromYuan(yuan), Now, out var offer));
        return offer!;
    }

    public SignedMessage Pay(Purse payer, Purse payee, SignedMessage offer)
    {
        Assert.Equal(OfflineRefusal.None, payer.Pay(offer.Bytes, payee.Certificate.Bytes, Now, out var payment));
        return payment!;
    }

    public SignedMessage Receive(Purse payee, OfflineCertificate payer, SignedMessage payment)
    {
        Assert.Equal(OfflineRefusal.None, payee.Receive(payment.Bytes, payer.Bytes, Now, out var confirmation));
        return confirmation!;
    }

    /// <summary>A whole payment over a perfect link.</summary>
    public void Transfer(Purse payer, Purse payee, long yuan)
    {
        var offer = Offer(payee, payer, yuan);
        var confirmation = Receive(payee, payer.Certificate, Pay(payer, payee, offer));
        Assert.Equal(OfflineRefusal.None, payer.Confirm(confirmation.Bytes, payee.Certificate.Bytes, Now));
    }

    public OfflineRefusal TryTransfer(Purse payer, Purse payee, long yuan)
    {
        var refusal = payee.Offer(payer.Certificate.Bytes, Amount.FromYuan(yuan), Now, out var offer);
        if (refusal != OfflineRefusal.None)
            return refusal;
        refusal = payer.Pay(offer!.Bytes, payee.Certificate.Bytes, Now, out var payment);
        return refusal != OfflineRefusal.None ? refusal : payee.Receive(payment!.Bytes, payer.Certificate.Bytes, Now, out _);
    }

    /// <summary>A purse whose secure element somebody has broken.</summary>
    public BrokenPurse Broken(Compromise compromise, int width = 2) =>
        new(Desk.Enrol(Icbc, PurseForm.Phone, 2, Now), compromise, width: width);

    public OfflineStatement BalancedStatement()
    {
        var statement = Desk.Book.TakeStatement();
        Assert.True(statement.IsBalanced, statement.ToString());
        Assert.Equal(Outstanding, statement.Outstanding);
        return statement;
    }
}
