using NodaTime.HighPerformance;

namespace DcepSim.Offline;

/// <summary>A purse whose secure element is broken: it signs what it is told, enforces no limit, and may use a counter again.</summary>
/// <remarks>Everything it signs is genuine. Only payees' rules, certificates' ends and revocation stand against it. Not safe for use by
/// several threads at once.</remarks>
public sealed class BrokenPurse
{
    private readonly PurseIdentity identity;
    private readonly Compromise compromise;
    private readonly long counterStart;
    private readonly int width;
    private long signed;

    /// <summary>Breaks a purse.</summary>
    /// <param name="identity">What was got out of the secure element.</param>
    /// <param name="compromise">How it is broken.</param>
    /// <param name="counterStart">The counter at the time of the break; 0 and up.</param>
    /// <param name="width">Copies of a cloned element, or payments between two roll-backs; 1 and up.</param>
    /// <exception cref="ArgumentNullException"><paramref name="identity"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range, or the purse is not broken.</exception>
    public BrokenPurse(PurseIdentity identity, Compromise compromise, long counterStart = 0, int width = 2)
    {
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentOutOfRangeException.ThrowIfEqual((byte)compromise, (byte)Compromise.None, nameof(compromise));
        ArgumentOutOfRangeException.ThrowIfNegative(counterStart);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        this.identity = identity;
        this.compromise = compromise;
        this.counterStart = counterStart;
        this.width = width;
    }

    /// <summary>Which purse this is, or says it is.</summary>
    public PurseId Id => identity.Purse;

    /// <summary>The certificate it shows.</summary>
    public OfflineCertificate Certificate => identity.Certificate;

    /// <summary>Pays whatever is offered.</summary>
    /// <param name="offer">The payee's offer.</param>
    /// <param name="now">The time it claims.</param>
    /// <exception cref="ArgumentNullException"><paramref name="offer"/> is null.</exception>
    public SignedMessage Pay(SignedMessage offer, Instant64 now)
    {
        ArgumentNullException.ThrowIfNull(offer);
        var counter = CounterOf(compromise, counterStart, width, signed++);
        return SignedMessage.Sign(
            offer.Content with
            {
                Kind = MessageKind.Payment,
                Hops = 1, // it claims the freshest value
                Operator = Certificate.Operator,
                Counter = counter,
                Time = now,
                Serial = Certificate.Serial,
            },
            identity.Signer);
    }

    /// <summary>Offers to take a payment, under any offer number.</summary>
    /// <param name="payer">Who is to pay.</param>
    /// <param name="number">The offer number it claims, 1 and up.</param>
    /// <param name="amount">How much; above zero.</param>
    /// <param name="now">The time it claims.</param>
    public SignedMessage Offer(PurseId payer, long number, Amount amount, Instant64 now) => SignedMessage.Sign(
        new(MessageKind.Offer, 0, Certificate.Operator, payer, Id, 0, number, amount, now, Certificate.Serial), identity.Signer);

    /// <summary>Confirms a payment, whatever it does with it afterwards.</summary>
    /// <param name="payment">The payment.</param>
    /// <param name="now">The time it claims.</param>
    /// <exception cref="ArgumentNullException"><paramref name="payment"/> is null.</exception>
    public SignedMessage Confirm(SignedMessage payment, Instant64 now)
    {
        ArgumentNullException.ThrowIfNull(payment);
        return SignedMessage.Sign(
            payment.Content with { Kind = MessageKind.Confirmation, Hops = 0, Operator = Certificate.Operator, Time = now, Serial = Certificate.Serial },
            identity.Signer);
    }

    internal static long CounterOf(Compromise compromise, long start, int width, long payment) => start + 1 + (compromise switch
    {
        Compromise.ClonedElement => payment / width,
        Compromise.RolledBackCounter => payment % width,
        _ => payment,
    });
}
