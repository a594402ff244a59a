using NodaTime.HighPerformance;

namespace DcepSim.Offline;

/// <summary>
/// A population of purses in memory: the same rules as <see cref="Purse"/> (both use <see cref="PurseRules"/>) on compact arrays, with
/// signatures counted instead of computed. About 220 bytes a purse and 80 bytes a payment, the book included. A pure function of terms and key.
/// </summary>
/// <remarks>
/// <para>One round is two steps: <see cref="Decide"/> draws, from the key alone, what each purse wants; it may be called for any
/// parts of the population in any order, from several threads at once, as long as the parts do not overlap. <see cref="Settle"/> then lets
/// it happen, in the order of purses, on one thread. So the outcome is the same for any partition.</para>
/// <para>Purses are numbered 1 to <see cref="WorldTerms.Purses"/>; the first ones are the merchants.</para>
/// </remarks>
public sealed partial class OfflineWorld
{
    private readonly WorldTerms terms;
    private readonly OfflinePolicy policy;
    private readonly RandomKey key;
    private readonly OfflineReconciliation book;
    private readonly PurseState[] states;
    private readonly Member[] members;
    private readonly PurseWish[] wishes;
    private readonly WorldRound[] rounds;
    private readonly long[] refusals = new long[byte.MaxValue + 1];
    private readonly List<int> detectionRounds = [];
    private readonly Amount consumerMax;
    private readonly int consumerLogMax;
    private readonly Duration64 renewalMargin;
    private Instant64 roundStart;
    private SignatureTally tally;

    /// <summary>A world at its start: everybody enrolled, consumers' purses filled.</summary>
    /// <param name="terms">What happens.</param>
    /// <param name="key">All chance.</param>
    /// <param name="paymentsExpected">Room made beforehand.</param>
    /// <param name="movements">Told of everything that changes the float, from the first load on; may be null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="terms"/> is null.</exception>
    /// <exception cref="ArgumentException">The terms have faults; the message lists all of them.</exception>
    public OfflineWorld(WorldTerms terms, RandomKey key, int paymentsExpected = 0, IFloatMovements? movements = null)
    {
        ArgumentNullException.ThrowIfNull(terms);
        if (terms.Faults() is { IsEmpty: false } faults)
            throw new ArgumentException(string.Join(' ', faults), nameof(terms));
        this.terms = terms;
        this.key = key;
        roundStart = terms.Start;
        renewalMargin = Duration64.FromDuration(terms.Policy.CertificateLife.ToDuration() / 2);
        policy = terms.Policy;
        book = new(policy, paymentsExpected, movements);
        tokens = new(paymentsExpected);
        states = new PurseState[terms.Purses + 1];
        members = new Member[terms.Purses + 1];
        wishes = new PurseWish[terms.Purses + 1];
        rounds = new WorldRound[terms.Rounds];
        consumerMax = policy.PurseMaxOf(terms.Tier);
        consumerLogMax = PurseTraits.Of(terms.Form).LogMax;
        Enrol();
    }

    private enum Condition : byte
    {
        Honest,
        Broken,
        Colluding,
        Jammed,
        Stolen,
        Dead,
        WithoutPurse,
    }

    /// <summary>How many rounds have been settled.</summary>
    public int RoundsDone { get; private set; }

    /// <summary>The book.</summary>
    public OfflineReconciliation Book => book;

    /// <summary>What a purse wants in the round that was decided last.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such purse.</exception>
    public PurseWish WishOf(PurseId purse) => wishes[Index(purse)];

    /// <summary>The state of a purse.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such purse.</exception>
    public PurseState StateOf(PurseId purse) => states[Index(purse)];

    private int Index(PurseId purse) => purse.Value >= 1 && purse.Value <= terms.Purses
        ? purse.Value
        : throw new ArgumentOutOfRangeException(nameof(purse), purse.Value, $"Purses are numbered 1 to {terms.Purses}.");

    private void Enrol()
    {
        var chance = key.Child("condition");
        for (var purse = 1; purse <= terms.Purses; purse++)
        {
            book.Enrol(terms.OperatorOf(new(purse)));
            book.NoteCertificate(new(purse), terms.Start + policy.CertificateLife);
            members[purse] = new()
            {
                CertificateUntil = terms.Start + policy.CertificateLife,
                Serial = 1,
                Sent = TokenList.None,
                Received = TokenList.None,
                Chain = TokenList.None,
                Condition = ConditionAtStart(IsMerchant(purse), chance.Block((ulong)purse)),
            };
            states[purse].LastContact = terms.Start;
            if (!IsMerchant(purse) && members[purse].Condition != Condition.WithoutPurse)
                Fill(purse);
        }
    }

    private Condition ConditionAtStart(bool merchant, RandomBlock chance)
    {
        if (!merchant && Happens(chance.C, terms.WithoutPursePpm))
            return Condition.WithoutPurse;
        if (!merchant)
            return Happens(chance.A, terms.BrokenPpm) ? Condition.Broken : Condition.Honest;
        if (Happens(chance.A, terms.ColludingPpm))
            return Condition.Colluding;
        return Happens(chance.B, terms.JammedPpm) ? Condition.Jammed : Condition.Honest;
    }

    private void Fill(int purse)
    {
        var target = Amount.Min(terms.FillTo, consumerMax);
        if (!target.TrySubtract(states[purse].Balance, out var missing) || missing.IsZero)
            return;
        book.Load(new(purse), missing);
        states[purse].Own += missing;
        states[purse].Loads++;
        tally += new SignatureTally(1, 1);
    }

    private bool IsOnline(bool merchant) => !terms.IsOutage(RoundsDone) || (terms.OutageMerchantsOnly && !merchant);

    private bool IsMerchant(int purse) => purse <= terms.Merchants;

    private static bool Happens(ulong word, int ppm) => Math.BigMul(word, 1_000_000, out _) < (ulong)ppm;

    private static uint High(ulong word) => (uint)(word >> 32);

    private static uint Low(ulong word) => (uint)(word & uint.MaxValue);

    private static bool Happens(uint word, int ppm) => (word * 1_000_000UL >> 32) < (ulong)ppm;

    /// <summary>What the world keeps of a purse besides its state.</summary>
    private struct Member
    {
        public Instant64 CertificateUntil;
        public Amount PaidOut;
        public int Sent;
        public int Received;
        public int Chain;
        public int LogCount;
        public int RevokedAs;
        public int RevocationsSeen;
        public int FirstBroken;
        public ushort Serial;
        public ushort StolenRound;
        public bool IsFoundInTime;
        public Condition Condition;
    }
}
