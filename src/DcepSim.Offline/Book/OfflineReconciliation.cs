using NodaTime.HighPerformance;

namespace DcepSim.Offline;

/// <summary>
/// The book of offline value: what was loaded into purses, which tokens have been shown, what came back. Tokens come from payee or payer, in
/// any order, late, twice; the result depends only on what is genuine and unique in them.
/// </summary>
/// <remarks>
/// <para>Each purse has an account: loads and payments received in, payments made and deposits out. For an honest purse the account equals
/// the purse after each contact. At all times float = loaded (by holders and loss accounts) − valid unique deposits = accounts + under
/// way + forfeited.</para>
/// <para>Memory: about 80 bytes a purse and 45 bytes a token. All operations are O(1) amortised unless they say otherwise. Signatures are
/// checked before, by <see cref="OfflineDesk"/>. Not safe for use by several threads at once.</para>
/// </remarks>
public sealed partial class OfflineReconciliation
{
    private readonly OfflinePolicy policy;
    private readonly IFloatMovements? movements;
    private readonly TokenStore tokens;
    private readonly List<OfflineBreak> breaks = [];
    private readonly Dictionary<PurseId, List<TokenRecord>> duplicates = [];
    private readonly Dictionary<PurseId, List<int>> awaited = [];
    private readonly Queue<(int Token, Instant64 Seen)> underWay = [];
    private readonly List<int> late = [];
    private readonly List<PurseId> revoked = [];
    private readonly Amount[] lossOfOperators = new Amount[byte.MaxValue + 1];
    private PurseAccount[] accounts;
    private Amount loaded;
    private Amount compensated;
    private Amount deposited;
    private Amount lossOfPayees;
    private Amount lossOfCentralBank;
    private long repeats;

    /// <summary>An empty book.</summary>
    /// <param name="policy">The rules the book enforces and prices by.</param>
    /// <param name="tokensExpected">Room made beforehand; the book grows beyond it.</param>
    /// <param name="movements">Told, as it happens, of everything that changes the float; <c>null</c> when nobody keeps another book.</param>
    /// <exception cref="ArgumentNullException"><paramref name="policy"/> is null.</exception>
    /// <exception cref="ArgumentException">The policy has faults.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tokensExpected"/> is below 0.</exception>
    public OfflineReconciliation(OfflinePolicy policy, int tokensExpected = 0, IFloatMovements? movements = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentOutOfRangeException.ThrowIfNegative(tokensExpected);
        policy.Validate();
        this.policy = policy;
        this.movements = movements;
        tokens = new(tokensExpected);
        accounts = new PurseAccount[64];
    }

    /// <summary>How many purses are enrolled.</summary>
    public int PurseCount { get; private set; }

    /// <summary>The float, value outside the online book: loaded by holders and loss accounts − valid unique deposits.</summary>
    public NetAmount Outstanding => NetAmount.From(loaded) + NetAmount.From(compensated) - NetAmount.From(deposited);

    /// <summary>Purses no one should take value from any more, in the order they were found or reported.</summary>
    public IReadOnlyList<PurseId> Revoked => revoked;

    /// <summary>The breaks found at upload so far, in that order.</summary>
    public IReadOnlyList<OfflineBreak> Breaks => breaks;

    /// <summary>Enrols a purse with an empty account.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The operator is the central bank.</exception>
    public PurseId Enrol(OperatorId @operator)
    {
        ArgumentOutOfRangeException.ThrowIfZero(@operator.Value, nameof(@operator));
        if (PurseCount + 1 == accounts.Length)
            Array.Resize(ref accounts, accounts.Length * 2);
        PurseCount++;
        accounts[PurseCount] = new() { Operator = @operator, Chain = -1 };
        return new(PurseCount);
    }

    /// <summary>Loads value into a purse; the same amount leaves the holder's online wallet.</summary>
    /// <returns>The number of this load among those of the purse, 1 and up.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No such purse, or the amount is zero.</exception>
    public long Load(PurseId purse, Amount amount)
    {
        ArgumentOutOfRangeException.ThrowIfZero(amount.Fen, nameof(amount));
        ref var account = ref AccountOf(purse);
        account.Balance += NetAmount.From(amount);
        loaded += amount;
        movements?.Load(purse, amount);
        return ++account.Loads;
    }

    /// <summary>What the book finds in a purse; below zero only while tokens are late, or for a broken purse.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such purse.</exception>
    public NetAmount BalanceOf(PurseId purse) => AccountOf(purse).Balance;

    /// <summary>All corrections the book ever made of a purse.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such purse.</exception>
    public NetAmount CorrectionOf(PurseId purse) => AccountOf(purse).Correction;

    /// <summary>Whether a purse was found to be broken, and when.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such purse.</exception>
    public bool IsDetected(PurseId purse, out Instant64 at)
    {
        ref var account = ref AccountOf(purse);
        at = account.DetectedAt;
        return account.IsDetected;
    }

    /// <summary>Whether a purse is revoked: broken, lost or stolen.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such purse.</exception>
    public bool IsRevoked(PurseId purse)
    {
        ref var account = ref AccountOf(purse);
        return account.IsDetected || account.IsLost;
    }

    /// <summary>What has become of a token of a payer.</summary>
    public TokenOutcome OutcomeOf(PurseId payer, uint counter)
    {
        var index = tokens.Find(payer, counter);
        return index < 0 ? TokenOutcome.Unknown : OutcomeOf(tokens[index].State);
    }

    /// <summary>A payee declares that up to an offer number every payment it took has been shown: those under way to it beyond that go back
    /// to their payers. O(tokens under way to this payee).</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such purse.</exception>
    public void DecideOffers(PurseId payee, uint through)
    {
        ref var account = ref AccountOf(payee);
        account.OffersDecided = Math.Max(account.OffersDecided, through);
        if (!awaited.TryGetValue(payee, out var list))
            return;
        var decided = account.OffersDecided;
        list.RemoveAll(index => Decide(index, decided));
        if (list.Count == 0)
            awaited.Remove(payee);
    }

    /// <summary>Gives payments whose payee has not come for longer than <see cref="OfflinePolicy.LateMax"/> to the payee's account, as far as the
    /// payer is good for them; the others stay under way and are asked again the next time. O(payments due).</summary>
    /// <returns>How many were given, or had been decided meanwhile.</returns>
    public int SettleLate(Instant64 now)
    {
        for (; underWay.TryPeek(out var next) && now - policy.LateMax >= next.Seen; underWay.Dequeue())
            late.Add(next.Token);
        var count = late.Count;
        late.RemoveAll(index => tokens[index].State != TokenStore.EntryState.UnderWay || TryGiveLate(index));
        return count - late.Count;
    }

    private bool TryGiveLate(int index)
    {
        ref var entry = ref tokens[index];
        ref var payer = ref AccountOf(entry.Payer);
        if (payer.IsDetected || payer.Balance.Fen < 0)
            return false;
        entry.State = TokenStore.EntryState.DeliveredLate;
        AccountOf(entry.Payee).Balance += NetAmount.From(entry.Amount);
        return true;
    }

    private static TokenOutcome OutcomeOf(TokenStore.EntryState state) => state switch
    {
        TokenStore.EntryState.UnderWay => TokenOutcome.UnderWay,
        TokenStore.EntryState.Returned => TokenOutcome.Returned,
        _ => TokenOutcome.Delivered,
    };

    private bool Decide(int index, uint through)
    {
        ref var entry = ref tokens[index];
        if (entry.State == TokenStore.EntryState.UnderWay && entry.Offer <= through)
        {
            entry.State = TokenStore.EntryState.Returned;
            AccountOf(entry.Payer).Balance += NetAmount.From(entry.Amount);
        }
        else if (entry.State == TokenStore.EntryState.DeliveredLate && entry.Offer <= through)
        {
            entry.State = TokenStore.EntryState.DeliveredByBook;
            AccountOf(entry.Payee).Correction += NetAmount.From(entry.Amount); // its account has it, its device does not
        }

        return entry.State is not (TokenStore.EntryState.UnderWay or TokenStore.EntryState.DeliveredLate);
    }

    private ref PurseAccount AccountOf(PurseId purse)
    {
        if (purse.Value < 1 || purse.Value > PurseCount)
            throw new ArgumentOutOfRangeException(nameof(purse), purse.Value, $"Purses are numbered 1 to {PurseCount}.");
        return ref accounts[purse.Value];
    }
}
