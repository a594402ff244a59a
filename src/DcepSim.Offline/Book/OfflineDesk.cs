using NodaTime.HighPerformance;

namespace DcepSim.Offline;

/// <summary>
/// The online side: the central bank that certifies operators and signs revocation lists, the operators that certify purses and load them,
/// and one book over all of them.
/// </summary>
/// <remarks>Checks every signature before the book sees a token. The online channel itself is taken as authenticated and is not modelled.
/// Not safe for use by several threads at once.</remarks>
public sealed class OfflineDesk
{
    private readonly OfflinePolicy policy;
    private readonly ITokenSigner centralBank;
    private readonly ITokenVerifier verifier;
    private readonly Func<RandomKey, ITokenSigner> signers;
    private readonly RandomKey key;
    private readonly Dictionary<OperatorId, (ITokenSigner Signer, OfflineCertificate Certificate)> operators = [];
    private readonly List<OfflineCertificate> purses = [];
    private readonly Dictionary<PurseId, List<SignedMessage>> loads = [];
    private RevocationList revocations;

    /// <summary>A desk for some operators.</summary>
    /// <param name="policy">The rules.</param>
    /// <param name="operators">The authorised operators.</param>
    /// <param name="key">Where all keys come from.</param>
    /// <param name="signers">Makes a signer of a key: <c>key => new ModelledSigner(key)</c> or <c>key => new EcdsaSigner(key)</c>.</param>
    /// <param name="verifier">Checks the signatures of such signers.</param>
    /// <param name="now">From when operators are certified.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The policy has faults, or an operator is the central bank.</exception>
    public OfflineDesk(
        OfflinePolicy policy, IEnumerable<OperatorId> operators, RandomKey key, Func<RandomKey, ITokenSigner> signers, ITokenVerifier verifier, Instant64 now)
    {
        ArgumentNullException.ThrowIfNull(operators);
        ArgumentNullException.ThrowIfNull(signers);
        ArgumentNullException.ThrowIfNull(verifier);
        Book = new(policy);
        this.policy = policy;
        this.key = key;
        this.signers = signers;
        this.verifier = verifier;
        centralBank = signers(key.Child("central bank"));
        foreach (var @operator in operators)
        {
            var signer = signers(key.Child("operator").Child(@operator.Value));
            this.operators.Add(@operator, (signer, OfflineCertificate.ForOperator(@operator, 1, now, now + OfflinePolicy.Forever, signer.PublicKey, centralBank)));
        }

        revocations = RevocationList.Create(0, [], centralBank);
    }

    /// <summary>The book.</summary>
    public OfflineReconciliation Book { get; }

    /// <summary>The newest revocation list.</summary>
    public RevocationList Revocations
    {
        get
        {
            if (revocations.Count != Book.Revoked.Count)
                revocations = RevocationList.Create(revocations.Number + 1, Book.Revoked, centralBank);
            return revocations;
        }
    }

    /// <summary>Makes an honest purse: enrols it, certifies it, and gives it what it must believe.</summary>
    /// <exception cref="ArgumentException">No such operator, or the tier is outside 1 to 4.</exception>
    public Purse Personalise(OperatorId @operator, PurseForm form, byte tier, Instant64 now) =>
        new(Enrol(@operator, form, tier, now), CreateTrust(), policy, now);

    /// <summary>Enrols a purse and hands out its identity, which is what an adversary gets when it breaks the device.</summary>
    /// <exception cref="ArgumentException">No such operator, or the tier is outside 1 to 4.</exception>
    public PurseIdentity Enrol(OperatorId @operator, PurseForm form, byte tier, Instant64 now)
    {
        if (!operators.TryGetValue(@operator, out var issuer))
            throw new ArgumentException($"Operator {@operator.Value} is none of this desk's.", nameof(@operator));
        policy.PurseMaxOf(tier);
        var purse = Book.Enrol(@operator);
        var signer = signers(key.Child("purse").Child((ulong)purse.Value));
        var certificate = OfflineCertificate.ForPurse(purse, @operator, form, tier, 1, now, now + policy.CertificateLife, signer.PublicKey, issuer.Signer);
        Book.NoteCertificate(purse, certificate.Until);
        purses.Add(certificate);
        return new(certificate, signer);
    }

    /// <summary>What a device believes at personalisation: the central bank, its operators, the newest revocation list.</summary>
    public DeviceTrust CreateTrust()
    {
        var trust = new DeviceTrust(centralBank.PublicKey, verifier);
        foreach (var (_, certificate) in operators.Values)
            trust.TakeOperator(certificate.Bytes);
        trust.TakeRevocations(Revocations.Bytes);
        return trust;
    }

    /// <summary>Loads value into a purse; the caller takes the same amount from the holder's online wallet.</summary>
    /// <returns>The token for the purse. Until the purse reports having taken it, <see cref="LoadsAwaited"/> hands it out again.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No such purse, or the amount is zero.</exception>
    public SignedMessage Load(PurseId purse, Amount amount, Instant64 now)
    {
        var number = Book.Load(purse, amount);
        var @operator = purses[purse.Value - 1].Operator;
        var load = SignedMessage.Sign(
            new(MessageKind.Load, 0, @operator, PurseId.None, purse, number, 0, amount, now, 0), operators[@operator].Signer);
        if (!loads.TryGetValue(purse, out var list))
            loads.Add(purse, list = []);
        list.Add(load);
        return load;
    }

    /// <summary>Loads that a purse has not reported having taken, oldest first.</summary>
    public IReadOnlyList<SignedMessage> LoadsAwaited(PurseId purse) => loads.TryGetValue(purse, out var list) ? list : [];

    /// <summary>Takes a purse's report into the book and answers it. The same report again is taken without harm. O(log).</summary>
    /// <exception cref="ArgumentNullException"><paramref name="report"/> is null.</exception>
    /// <exception cref="ArgumentException">The report names a purse that is not enrolled.</exception>
    public ContactAnswer Answer(ContactReport report, Instant64 now)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (report.Purse.Value < 1 || report.Purse.Value > purses.Count)
            throw new ArgumentException($"Purse {report.Purse.Value} is not enrolled: 1 to {purses.Count} are.", nameof(report));
        foreach (var message in report.Received)
        {
            if (message.Content is { Kind: MessageKind.Payment } content && content.Payee == report.Purse && IsGenuine(message))
                Book.UploadReceived(TokenRecord.Of(content), now);
        }

        var outcomes = new TokenOutcome[report.Sent.Count];
        for (var i = 0; i < outcomes.Length; i++)
            outcomes[i] = TakeSent(report.Sent[i], report.Purse, now);
        Book.DecideOffers(report.Purse, (uint)Math.Clamp(report.OffersDecided, 0, uint.MaxValue));
        if (loads.TryGetValue(report.Purse, out var list))
            list.RemoveAll(load => load.Content.Counter <= report.LoadsTaken);
        return new(report.Purse, report.Number, outcomes, Book.CorrectionOf(report.Purse), Revocations, Renew(report.Purse, now));
    }

    private TokenOutcome TakeSent(SentToken token, PurseId sender, Instant64 now)
    {
        var message = token.Message;
        var content = message.Content;
        if (content.Kind is not (MessageKind.Payment or MessageKind.Deposit) || content.Payer != sender || !IsGenuine(message))
            return TokenOutcome.Unknown;
        if (token.Confirmation is { } confirmation && Confirms(confirmation, content))
            Book.UploadReceived(TokenRecord.Of(content), now); // the payee has signed that it has it
        Book.UploadSent(TokenRecord.Of(content), now, out var outcome);
        return outcome;
    }

    private bool Confirms(SignedMessage confirmation, in OfflineMessage payment) =>
        confirmation.Content.Kind == MessageKind.Confirmation && Purse.Confirms(confirmation.Content, payment) && IsGenuine(confirmation);

    private bool IsGenuine(SignedMessage message) =>
        message.Content.Signer.Value <= purses.Count && message.IsSignedBy(purses[message.Content.Signer.Value - 1].Key, verifier);

    private OfflineCertificate? Renew(PurseId purse, Instant64 now)
    {
        var old = purses[purse.Value - 1];
        if (Book.IsRevoked(purse) || old.Serial == OfflineMessage.SerialMax)
            return null;
        if (old.Until - now > Duration64.FromDuration(policy.CertificateLife.ToDuration() / 2))
            return old.Serial == 1 ? null : old; // an answer that was lost may have carried it
        var renewed = OfflineCertificate.ForPurse(
            purse, old.Operator, old.Form, old.Tier, old.Serial + 1, now, now + policy.CertificateLife, old.Key, operators[old.Operator].Signer);
        Book.NoteCertificate(purse, renewed.Until);
        purses[purse.Value - 1] = renewed;
        return renewed;
    }
}
