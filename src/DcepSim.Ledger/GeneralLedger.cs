using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using NodaTime.HighPerformance;

namespace DcepSim.Ledger;

/// <summary>
/// The double-entry book of e-CNY: applies transfers one after another, and is the only place that changes a balance.
/// </summary>
/// <remarks>
/// <para>Answers depend on the order of transfers and on their times only. Applying allocates nothing. Refusals are answers, not
/// exceptions; see <see cref="SettlementStatus"/> for their order of precedence.</para>
/// <para>Not safe for use by several threads at once.</para>
/// </remarks>
public sealed unsafe partial class GeneralLedger : IDisposable
{
    private const long NothingToRefill = -1;

    private readonly LedgerOptions _options;
    private readonly Books _books;
    private readonly AccountTable _accounts;
    private readonly IdempotencyIndex _index;
    private readonly Lookout _lookout;
    private readonly NativeArray<JournalEntry> _windowMemory;
    private readonly NativeArray<UndoRecord> _undoMemory;
    private readonly NativeView<JournalEntry> _window;
    private readonly NativeView<UndoRecord> _undo;
    private readonly long _windowLength;
    private readonly int _windowMask;
    private readonly uint _sessionsMax;
    private long _time;
    private bool _disposed;

    /// <summary>The latest entry that was put back into a restored book's window.</summary>
    private long _refilledThrough = NothingToRefill;

    /// <summary>An empty book.</summary>
    /// <param name="options">Its stated capacities.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentException">An option is out of its range; every fault is listed.</exception>
    public GeneralLedger(LedgerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Validate();
        _books = new(options);
        _accounts = _books.Accounts;
        _index = new(options.SessionsMax, options.KeyBlocksMax, options.KeyBlocksShared, options.KeyHashSeed);
        _windowMemory = NativeArray<JournalEntry>.Uninitialized(options.IdempotencyWindow);
        _window = _windowMemory.First;
        _lookout = new(_index, _books.Holds, _window);
        _windowLength = options.IdempotencyWindow;
        _undoMemory = NativeArray<UndoRecord>.Uninitialized(options.ChainLengthMax);
        _undo = _undoMemory.First;
        _windowMask = options.IdempotencyWindow - 1;
        _sessionsMax = (uint)options.SessionsMax;
        _time = ShanghaiCalendar.Earliest;
        _books.Calendar.MoveTo(_time);
    }

    /// <summary>The stated capacities.</summary>
    public LedgerOptions Options => _options;

    /// <summary>How many accounts are open. They are numbered 1 to this.</summary>
    public int AccountCount => _accounts.Count;

    /// <summary>The sequence of the latest journal entry: transfers with a new key, refused or not, and accounts opened. 0 for an empty book.</summary>
    public long Sequence { get; private set; }

    /// <summary>The time of the latest batch; 1 January 1992 in Shanghai for an empty book.</summary>
    public Instant64 Time => Instant64.FromUnixTimeNanoseconds(_time);

    /// <summary>Opens an account.</summary>
    /// <param name="terms">What is agreed.</param>
    /// <returns>Its number.</returns>
    /// <exception cref="ArgumentException">The terms make no sense: no kind, a parent of the wrong kind, a window that ends before it starts.</exception>
    /// <exception cref="InvalidOperationException">There is no room, or the issue account is open already; <see cref="TryOpen"/> says so
    /// without an exception.</exception>
    public AccountId Open(in AccountTerms terms)
    {
        var status = TryOpen(terms, out var account);
        return status == OpeningStatus.Opened
            ? account
            : throw new InvalidOperationException($"No account of kind {terms.Kind} was opened: {status} ({AccountCount} of {_options.AccountsMax} are open).");
    }

    /// <summary>Opens many accounts on the same terms, numbered one after another; each is an entry of its own.</summary>
    /// <param name="terms">What is agreed for each.</param>
    /// <param name="count">How many, 1 and up.</param>
    /// <returns>The number of the first.</returns>
    /// <exception cref="ArgumentException">The terms make no sense, or the count is not 1 and up, or more than 1 for the issue account.</exception>
    /// <exception cref="InvalidOperationException">There is no room for all; then none was opened.</exception>
    public AccountId Open(in AccountTerms terms, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (count > 1 && terms.Kind == AccountKind.Issue)
            throw new ArgumentException($"A book has one issue account, not {count}.", nameof(count));
        if (count > _options.AccountsMax - AccountCount)
            throw new InvalidOperationException($"{count} accounts of kind {terms.Kind} have no room: {AccountCount} of {_options.AccountsMax} are open.");
        var first = Open(terms);
        var opening = EntryAt(Sequence);
        for (var more = 1; more < count; more++)
        {
            opening.Account = _accounts.OpenLike(first.Value);
            NextEntry() = opening;
        }

        return first;
    }

    /// <summary>Opens an account on the same terms as one that is open, which is quicker: they were checked.</summary>
    /// <param name="terms">What is agreed: neither parent nor window.</param>
    /// <param name="like">An account that was opened on these terms.</param>
    /// <returns>Its number.</returns>
    /// <exception cref="ArgumentException">The account cannot have been opened on these terms.</exception>
    /// <exception cref="InvalidOperationException">There is no room.</exception>
    internal AccountId OpenLike(in AccountTerms terms, AccountId like)
    {
        RequireReady();
        ref readonly var record = ref _accounts.Of(like);
        if (terms.Kind is AccountKind.Issue or AccountKind.RedPacket || !terms.Parent.IsNone
            || record.Kind != terms.Kind || record.Operator != terms.Operator.Value || record.Scope != terms.Scope.Bits || record.Parent != 0
            || _accounts.Limits[record.Limits] != Limits.From(terms.Limits))
            throw new ArgumentException($"Account {like.Value} was not opened on these terms, or they have a parent or a window.", nameof(terms));
        if (AccountCount == _options.AccountsMax)
            return Open(terms);
        var account = _accounts.OpenAsNew(like.Value);
        NextEntry() = JournalEntry.ForOpening(terms, account, _time);
        return new(account);
    }

    /// <summary>Opens an account, or says why not.</summary>
    /// <param name="terms">What is agreed.</param>
    /// <param name="account">Its number; none when it was not opened.</param>
    /// <exception cref="ArgumentException">The terms make no sense.</exception>
    public OpeningStatus TryOpen(in AccountTerms terms, out AccountId account)
    {
        RequireReady();
        OpeningChecks.Check(terms, _accounts);
        var status = _accounts.Open(terms);
        account = status == OpeningStatus.Opened ? new(_accounts.Count) : default;
        if (status == OpeningStatus.Opened)
            NextEntry() = JournalEntry.ForOpening(terms, account.Value, _time);
        return status;
    }

    /// <summary>Freezes, frees or closes an account, or says why not. A closed account stays closed.</summary>
    /// <param name="account">Which account.</param>
    /// <param name="condition">What may be done with it from now on.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="condition"/> is not in the closed list.</exception>
    public ConditionStatus ChangeCondition(AccountId account, AccountCondition condition)
    {
        RequireReady();
        if (condition > AccountCondition.Closed)
            throw new ArgumentOutOfRangeException(nameof(condition), condition, "A condition is Open, DebitsFrozen, Frozen or Closed.");
        var status = _accounts.Change(account.Value, condition);
        if (status == ConditionStatus.Changed)
        {
            NextEntry() = new()
            {
                Account = account.Value, Condition = condition, TimeNanoseconds = _time, Kind = JournalEntryKind.AccountConditionChanged,
            };
        }

        return status;
    }

    /// <summary>
    /// Applies transfers one after another and answers each. Linked transfers are applied all or none; a chain ends within the batch.
    /// </summary>
    /// <remarks>When the time moves, up to <see cref="LedgerOptions.ExpiriesMax"/> holds that are due expire first; an empty batch does
    /// only that.</remarks>
    /// <param name="transfers">What is asked.</param>
    /// <param name="time">The time of all of them; never before the time of the batch before. From 1992 to 2261.</param>
    /// <param name="receipts">Takes the answers, one for each transfer at its index; must be as long as <paramref name="transfers"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is before that of an earlier batch, or outside the range.</exception>
    /// <exception cref="ArgumentException"><paramref name="receipts"/> is shorter than <paramref name="transfers"/>.</exception>
    /// <exception cref="ObjectDisposedException">The book is closed.</exception>
    public void Apply(ReadOnlySpan<Transfer> transfers, Instant64 time, Span<Receipt> receipts)
    {
        RequireReady();
        RequireRoom(transfers.Length, receipts.Length);
        MoveTo(time);
        PrefetchFirst(transfers);
        fixed (Transfer* asked = transfers)
        fixed (Receipt* answers = receipts)
        {
            for (int block = 0, i = 0; i < transfers.Length; block++)
            {
                var end = Math.Min((block + 1) * Lookout.BlockLength, transfers.Length);
                _lookout.LookFrom(asked, transfers.Length, block, Sequence + 1);
                while ((i = ApplyCommon(asked, null, i, end, transfers.Length, answers)) < end)
                    i += ApplyNext(transfers, i, receipts); // a chain may go on in the next block
            }
        }

        GC.KeepAlive(this); // the memory behind the views is this object's
    }

    /// <summary>Closes the book and gives its memory back.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _snapshot?.Abandon();
        _books.Dispose();
        _index.Dispose();
        _lookout.Dispose();
        _windowMemory.Dispose();
        _undoMemory.Dispose();
    }

    private static void RequireRoom(int transfers, int receipts)
    {
        if (receipts < transfers)
            throw new ArgumentException($"{transfers} transfers need {transfers} receipts, not {receipts}.", nameof(receipts));
    }

    /// <summary>Asks for what the first transfers of some will touch.</summary>
    internal void PrefetchFirst(ReadOnlySpan<Transfer> transfers)
    {
        if (!Sse.IsSupported)
            return;
        foreach (ref readonly var transfer in transfers[..Math.Min(PrefetchDistance, transfers.Length)])
        {
            unchecked // addresses, whether the numbers make sense or not: nothing is read there
            {
                Sse.Prefetch0(_accounts.First.Pointer + transfer.Debit.Value);
                Sse.Prefetch0(_accounts.First.Pointer + transfer.Credit.Value);
            }
        }
    }

    /// <summary>Applies the transfer or chain at a place.</summary>
    /// <returns>How many transfers it has.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)] // the loop over lone transfers stays small
    private int ApplyNext(ReadOnlySpan<Transfer> transfers, int place, Span<Receipt> receipts)
    {
        ref readonly var transfer = ref transfers[place];
        if ((transfer.Flags & TransferFlags.Linked) != 0)
            return ApplyChain(transfers[place..], receipts[place..]);
        ApplySingle(transfer, ref receipts[place]);
        return 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ApplySingle(in Transfer transfer, ref Receipt receipt)
    {
        if (!TakeKey(transfer, out receipt))
            return;
        ref var entry = ref EntryAt(Sequence);
        Decide(ref entry, Sequence);
        receipt = entry.ReceiptAt(Sequence);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Decide(ref JournalEntry entry, long sequence)
    {
        entry.Status = TransferChecks.Alone(entry);
        if (entry.Status == SettlementStatus.None)
            Settle(ref entry, sequence);
    }

    /// <summary>Checks an entry against the books and carries it to the accounts if nothing speaks against it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Settle(ref JournalEntry entry, long sequence)
    {
        entry.Status = TransferChecks.WithBooks(entry, _books);
        if (entry.Status != SettlementStatus.None)
            return;
        // The point of no return: from here on nothing may fail.
        Posting.Carry(ref entry, sequence, _books);
        Count(entry);
    }

    /// <summary>Adds what an accepted transfer moved to the turnovers; a hold made or voided moves nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Count(in JournalEntry accepted)
    {
        if ((accepted.Flags & (TransferFlags.Pending | TransferFlags.Void)) == 0)
        {
            _books.Turnover.Add(
                accepted.TransferKind, _accounts.First[accepted.Debit].Operator, _accounts.First[accepted.Credit].Operator, accepted.AmountFen);
        }
    }

    /// <summary>Gives a new key its place in the journal; otherwise answers, and the transfer goes no further.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TakeKey(in Transfer transfer, out Receipt answer)
    {
        var (session, counter) = transfer.Key;
        if (session == 0 || session > _sessionsMax || counter == 0)
        {
            answer = Unjournaled(session == 0 || counter == 0 ? SettlementStatus.KeyMissing : SettlementStatus.SessionLimit);
            return false;
        }

        var block = _index.BlockOf((uint)session, counter);
        var position = _index.PositionIn(block, counter);
        if (position >= 0)
        {
            answer = AnswerRepeat(transfer, position);
            return false;
        }

        if (_index.IsTooOld((uint)session, counter) || (block == 0 && !_index.HasBlockFor((uint)session)))
        {
            answer = Unjournaled(_index.IsTooOld((uint)session, counter) ? SettlementStatus.KeyTooOld : SettlementStatus.KeyBlocksFull);
            return false;
        }

        NextEntry().Ask(transfer, _time);
        _index.Add((uint)session, counter, block, (int)(Sequence & _windowMask));
        Unsafe.SkipInit(out answer); // the caller writes it once the transfer is decided
        return true;
    }

    private Receipt AnswerRepeat(in Transfer transfer, int position)
    {
        ref readonly var first = ref _window[position];
        var difference = first.DifferenceTo(transfer);
        if (difference != TransferField.None)
            return Unjournaled(SettlementStatus.KeyReused) with { DifferingField = difference };
        var sequence = Sequence - ((Sequence - position) & _windowMask);
        return first.ReceiptAt(sequence);
    }

    private Receipt Unjournaled(SettlementStatus status) => new(0, Time, status, default, default);

    private ref JournalEntry NextEntry() => ref *NextPlace();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref JournalEntry EntryAt(long sequence) => ref _window[sequence & _windowMask];
}
