using DcepSim.Ledger;
using NodaTime;
using NodaTime.HighPerformance;

namespace DcepSim.Testing.Ledgers;

/// <summary>
/// A book written to be obviously right: dictionaries, copies, the time zone database and one rule a line. It is the independent auditor of
/// <see cref="GeneralLedger"/>: the same requests must get the same answers.
/// </summary>
/// <remarks>Slow, and its memory grows with history. It shares the words of requests and answers with the general ledger, and none of its
/// code. Not safe for use by several threads at once.</remarks>
public sealed partial class NaiveLedger
{
    private static readonly DateTimeZone Shanghai = DateTimeZoneProviders.Tzdb["Asia/Shanghai"];

    private readonly LedgerOptions _options;
    private Dictionary<AccountId, NaiveAccount> _accounts = [];
    private Dictionary<long, NaiveHold> _holds = [];
    private Instant64 _time;
    private LocalDate _today;

    /// <summary>An empty book.</summary>
    /// <param name="options">The stated capacities it keeps to.</param>
    public NaiveLedger(LedgerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Validate();
    }

    /// <summary>How many journal entries there are.</summary>
    public long Sequence { get; private set; }

    /// <summary>How many accounts are open.</summary>
    public int AccountCount => _accounts.Count;

    /// <summary>Opens an account whose terms make sense.</summary>
    public AccountId Open(AccountTerms terms)
    {
        var account = new AccountId(_accounts.Count + 1);
        _accounts.Add(account, new(terms));
        Journal(null);
        return account;
    }

    /// <summary>What an account holds.</summary>
    public NetAmount NetBalanceOf(AccountId account) => new(_accounts[account].BalanceFen);

    /// <summary>Answers each transfer of a batch, one after another.</summary>
    /// <param name="transfers">What is asked.</param>
    /// <param name="time">The time of all of them.</param>
    public Receipt[] Apply(IReadOnlyList<Transfer> transfers, Instant64 time)
    {
        ArgumentNullException.ThrowIfNull(transfers);
        if (time != _time)
            MoveTo(time);
        var answers = new List<Receipt>();
        var chain = new List<Transfer>();
        foreach (var transfer in transfers)
        {
            chain.Add(transfer);
            if (transfer.Flags.HasFlag(TransferFlags.Linked))
                continue;
            answers.AddRange(AnswerChain(chain, chain.Count > _options.ChainLengthMax ? SettlementStatus.ChainTooLong : null));
            chain.Clear();
        }

        answers.AddRange(AnswerChain(chain, SettlementStatus.ChainOpen));
        return [.. answers];
    }

    /// <summary>Freezes, frees or closes an account, or says why not.</summary>
    public ConditionStatus ChangeCondition(AccountId account, AccountCondition condition)
    {
        var status = ReasonAgainst(account, condition) ?? ConditionStatus.Changed;
        if (status == ConditionStatus.Changed)
        {
            _accounts[account].Condition = condition;
            Journal(null);
        }

        return status;
    }

    private ConditionStatus? ReasonAgainst(AccountId account, AccountCondition condition)
    {
        if (!_accounts.TryGetValue(account, out var found))
            return ConditionStatus.AccountMissing;
        if (found.Condition == AccountCondition.Closed)
            return ConditionStatus.AccountClosed;
        if (condition != AccountCondition.Closed)
            return null;
        if (found.BalanceFen != 0)
            return ConditionStatus.BalanceNotZero;
        if (HeldOut(account) != 0 || HeldIn(account) != 0)
            return ConditionStatus.HoldsPending;
        return _accounts.Values.Any(child => child.Terms.Parent == account) ? ConditionStatus.HasChildren : null;
    }

    private void MoveTo(Instant64 time)
    {
        _time = time;
        _today = time.ToInstant().InZone(Shanghai).Date;
        var due = _holds.Where(hold => hold.Value.Due <= time).OrderBy(hold => hold.Value.Due).ThenBy(hold => hold.Key);
        foreach (var (sequence, hold) in due.Take(_options.ExpiriesMax).ToList())
        {
            Journal(null);
            End(sequence, hold.Transfer.Amount.Fen);
        }
    }

    private long HeldOut(AccountId account) => _holds.Values.Where(hold => hold.Transfer.Debit == account).Sum(hold => hold.Transfer.Amount.Fen);

    private long HeldIn(AccountId account) => _holds.Values.Where(hold => hold.Transfer.Credit == account).Sum(hold => hold.Transfer.Amount.Fen);

    /// <summary>Takes a hold away; what of it was not paid is given back to the day it counted on.</summary>
    private void End(long sequence, long unpaidFen)
    {
        _holds.Remove(sequence, out var hold);
        if (IsPayment(hold!.Transfer.Kind))
            _accounts[hold.Transfer.Debit].PaidFen[hold.Day] -= unpaidFen;
    }

    private static bool IsPayment(TransferKind kind) => kind is TransferKind.Payment or TransferKind.PersonToPerson;

    /// <summary>A transfer on its own is a chain of one.</summary>
    private List<Receipt> AnswerChain(List<Transfer> chain, SettlementStatus? fault)
    {
        var lines = chain.ConvertAll(transfer => TakeIn(transfer, fault));
        var waiting = lines.Where(line => line.IsNew && line.Answer.Status == SettlementStatus.None).ToList();
        if (lines.Any(line => line.IsRepeat))
            RefuseAll(waiting, SettlementStatus.ChainChanged);
        else if (waiting.Count < lines.Count)
            RefuseAll(waiting, SettlementStatus.ChainRefused);
        else
            SettleAllOrNone(waiting);
        foreach (var line in waiting)
            _remembered[line.Transfer.Key] = (line.Transfer, line.Answer);
        return lines.ConvertAll(line => line.Answer.Status == SettlementStatus.None ? _remembered[line.Transfer.Key].Answer : line.Answer);
    }

    private static void RefuseAll(List<Line> lines, SettlementStatus status)
    {
        foreach (var line in lines)
            line.Answer = line.Answer with { Status = status };
    }

    private void SettleAllOrNone(List<Line> lines)
    {
        if (lines.Count == 1)
        {
            SettleOne(lines[0]);
            return;
        }

        var before = _accounts;
        var holdsBefore = _holds;
        _holds = new(_holds);
        _accounts = before.ToDictionary(pair => pair.Key, pair => pair.Value.Copy());
        foreach (var line in lines)
        {
            SettleOne(line);
            if (line.Answer.IsAccepted)
                continue;
            _accounts = before;
            _holds = holdsBefore;
            RefuseAll(lines.FindAll(other => other != line), SettlementStatus.ChainRefused);
            foreach (var other in lines)
                other.Answer = other.Answer with { DebitBalance = default, CreditBalance = default };
            return;
        }
    }

    private void SettleOne(Line line)
    {
        var transfer = line.Transfer;
        var refusal = RefusalByAccounts(transfer);
        if (refusal is not null)
        {
            line.Answer = line.Answer with { Status = refusal.Value };
            return;
        }

        var debit = _accounts[transfer.Debit];
        var credit = _accounts[transfer.Credit];
        if (transfer.Flags.HasFlag(TransferFlags.Pending))
        {
            _holds.Add(line.Answer.Sequence, new(transfer, _time.PlusNanoseconds(transfer.Hold.Value * 1_000_000_000), _today));
        }
        else if (transfer.Flags.HasFlag(TransferFlags.Void))
        {
            End(transfer.Hold.Value, transfer.Amount.Fen);
        }
        else
        {
            if (transfer.Flags.HasFlag(TransferFlags.Post))
                End(transfer.Hold.Value, _holds[transfer.Hold.Value].Transfer.Amount.Fen - transfer.Amount.Fen);
            debit.BalanceFen -= transfer.Amount.Fen;
            credit.BalanceFen += transfer.Amount.Fen;
        }

        if (IsPayment(transfer.Kind) && !transfer.Flags.HasFlag(TransferFlags.Void) && !transfer.Flags.HasFlag(TransferFlags.Post))
            debit.PaidFen[_today] = debit.PaidOn(_today) + transfer.Amount.Fen;
        if (transfer.Kind == TransferKind.Claim)
            credit.IsClaimed = true;
        line.Answer = line.Answer with { Status = SettlementStatus.Accepted, DebitBalance = Shown(debit), CreditBalance = Shown(credit) };
    }

    private static Amount Shown(NaiveAccount account) => Amount.FromFen(Math.Max(0, account.BalanceFen));

    /// <summary>One transfer on its way to an answer.</summary>
    private sealed class Line(Transfer transfer)
    {
        public Transfer Transfer { get; } = transfer;

        public bool IsNew { get; init; }

        public bool IsRepeat { get; init; }

        public Receipt Answer { get; set; }
    }
}
