using NodaTime.HighPerformance;

namespace DcepSim.Offline;

/// <summary>
/// An honest purse: a state machine in a secure element. It takes bytes and a time, answers with a refusal or with bytes, and never waits.
/// </summary>
/// <remarks>
/// <para>Every change of value and its log entry are one step: a crash falls before or after it, never between. What is lost with the power
/// is only which offer is open (<see cref="LosePower"/>).</para>
/// <para>Messages may be lost, repeated, reordered or changed: nothing but the one right message at the right time moves value, and each
/// torn case has its recovery (README.md, "Torn at any step"). Not safe for use by several threads at once.</para>
/// </remarks>
public sealed partial class Purse
{
    private readonly OfflinePolicy policy;
    private readonly DeviceTrust trust;
    private readonly PurseTraits traits;
    private readonly List<SentToken> sent = [];
    private readonly List<SignedMessage> received = [];
    private readonly Dictionary<PurseId, PayerTotal> takenFrom = [];
    private PurseState state;
    private PurseIdentity identity;
    private long signed;

    /// <summary>An empty purse, personalised by its operator at an instant.</summary>
    /// <param name="identity">Its certificate and key.</param>
    /// <param name="trust">Whom it believes; belongs to this purse from now on.</param>
    /// <param name="policy">The rules it enforces.</param>
    /// <param name="now">When it was personalised: its first contact.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The policy has faults.</exception>
    public Purse(PurseIdentity identity, DeviceTrust trust, OfflinePolicy policy, Instant64 now)
    {
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(trust);
        ArgumentNullException.ThrowIfNull(policy);
        policy.Validate();
        this.identity = identity;
        this.trust = trust;
        this.policy = policy;
        traits = PurseTraits.Of(identity.Certificate.Form);
        state.LastContact = now;
    }

    /// <summary>Which purse this is.</summary>
    public PurseId Id => identity.Purse;

    /// <summary>The certificate others are shown.</summary>
    public OfflineCertificate Certificate => identity.Certificate;

    /// <summary>The state in the secure element.</summary>
    public PurseState State => state;

    /// <summary>Payments and deposits signed since the last contact, or not yet decided by the book; oldest first.</summary>
    public IReadOnlyList<SentToken> Sent => sent;

    /// <summary>Payments taken since the last contact, oldest first.</summary>
    public IReadOnlyList<SignedMessage> Received => received;

    /// <summary>The signatures made and checked so far.</summary>
    public SignatureTally Tally => new(signed, trust.Verified);

    /// <summary>The power goes, at any time: an open offer is closed, an open contact abandoned; value, counters and log stay.</summary>
    public void LosePower()
    {
        open = default;
        contactOpen = false;
    }

    private SignedMessage Sign(in OfflineMessage message)
    {
        signed++;
        return SignedMessage.Sign(message, identity.Signer);
    }

    private bool LogHasRoom => sent.Count + received.Count < traits.LogMax;

    /// <summary>A device without a clock believes the other side, but never goes back.</summary>
    private Instant64 TimeOf(Instant64 now, Instant64 claimed) => traits.HasClock ? now : Instant64.Max(claimed, state.LastContact);

    private readonly record struct PayerTotal(int Serial, Amount Taken);
}
