using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace DcepSim.Ledger;

/// <summary>
/// All accounts, one cache-line record each in native memory, numbered from 1. Record 0 is no account.
/// </summary>
internal sealed unsafe class AccountTable : IDisposable
{
    private const int OpenedAhead = 64;

    /// <summary>The records, by account number.</summary>
    public readonly NativeView<AccountRecord> First;

    /// <summary>The profiles of caps, by a record's index.</summary>
    public readonly NativeView<Limits> Limits;

    /// <summary>What a snapshot has of the records.</summary>
    public readonly RecordImage<AccountRecord> Image;

    private readonly NativeArray<AccountRecord> _records;
    private readonly LimitsTable _limits = new();
    private readonly int _capacity;
    private bool _hasIssue;

    public AccountTable(int capacity)
    {
        _capacity = capacity;
        _records = NativeArray<AccountRecord>.Uninitialized(capacity + 1L);
        First = _records.First;
        Limits = _limits.First;
        First[0] = default;
        Image = new(First);
    }

    public int Count { get; private set; }

    public int LimitsCount => _limits.Count;

    /// <summary>Takes memory from the system for records to come.</summary>
    public void Fetch(long first, long count) => _records.Fetch(first, count);

    /// <summary>Takes over records that were read into the table.</summary>
    public void Restore(int count, ReadOnlySpan<Limits> limits)
    {
        Count = count;
        _limits.Restore(limits);
        for (var i = 1; i <= count && !_hasIssue; i++)
            _hasIssue = First[i].Kind == AccountKind.Issue;
    }

    /// <summary>No account is open any more; profiles of caps are kept, for they cost nothing and come again.</summary>
    public void Clear()
    {
        Count = 0;
        _hasIssue = false;
    }

    /// <summary>Opens an account whose terms were checked by <see cref="OpeningChecks"/>.</summary>
    public OpeningStatus Open(in AccountTerms terms)
    {
        if (terms.Kind == AccountKind.Issue && _hasIssue)
            return OpeningStatus.IssueAccountExists;
        if ((First[terms.Parent.Value].State & AccountState.Closed) != 0) // record 0 stands for no parent and is never closed
            return OpeningStatus.ParentClosed;
        if (Count == _capacity)
            return OpeningStatus.AccountsFull;
        var limits = _limits.IndexOf(DcepSim.Ledger.Limits.From(terms.Limits));
        if (limits < 0)
            return OpeningStatus.LimitsFull;
        Count++;
        _hasIssue |= terms.Kind == AccountKind.Issue;
        ref var record = ref First[Count];
        record = default;
        record.Mark = Image.Mark;
        record.Kind = terms.Kind;
        record.Operator = terms.Operator.Value;
        record.Limits = (ushort)limits;
        record.Scope = terms.Scope.Bits;
        record.Parent = terms.Parent.Value;
        if (!terms.Parent.IsNone)
        {
            ref var parent = ref First[terms.Parent.Value];
            Image.BeforeChange(ref parent);
            parent.State |= AccountState.HasChildren;
        }

        if (terms.Kind == AccountKind.RedPacket)
        {
            record.WindowFrom = terms.Window.From.ToUnixTimeNanoseconds();
            record.WindowUntil = terms.Window.Until.ToUnixTimeNanoseconds();
        }

        return OpeningStatus.Opened;
    }

    /// <summary>Opens an account on the terms of one that was just opened; there is room for it.</summary>
    /// <returns>Its number.</returns>
    public int OpenLike(int account)
    {
        First[++Count] = First[account];
        PrefetchUnopened();
        return Count;
    }

    /// <summary>Opens an account on the terms of one that has no window and perhaps a history; there is room for it.</summary>
    /// <returns>Its number.</returns>
    public int OpenAsNew(int account)
    {
        ref var record = ref First[++Count];
        record = First[account];
        (record.Balance, record.HeldOut, record.HeldIn) = (0, 0, 0);
        (record.DayPaid, record.YearPaid, record.Day, record.Year) = (0, 0, 0, 0);
        (record.State, record.Mark) = (AccountState.None, Image.Mark);
        PrefetchUnopened();
        return Count;
    }

    /// <summary>Freezes, frees or closes an account, or says why not.</summary>
    public ConditionStatus Change(int account, AccountCondition condition)
    {
        if (!IsOpen(account))
            return ConditionStatus.AccountMissing;
        ref var record = ref First[account];
        if ((record.State & AccountState.Closed) != 0)
            return ConditionStatus.AccountClosed;
        if (condition == AccountCondition.Closed && ReasonNotToClose(record) is var reason and not ConditionStatus.None)
            return reason;
        Image.BeforeChange(ref record);
        record.State = (record.State & ~AccountState.ConditionMask) | condition switch
        {
            AccountCondition.DebitsFrozen => AccountState.DebitsFrozen,
            AccountCondition.Frozen => AccountState.DebitsFrozen | AccountState.CreditsFrozen,
            AccountCondition.Closed => AccountState.Closed,
            _ => AccountState.None,
        };
        return ConditionStatus.Changed;
    }

    /// <summary>Whether the number is an account's, closed ones included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsOpen(int account) => account > 0 && account <= Count;

    public ref readonly AccountRecord Of(AccountId account)
    {
        if (!IsOpen(account.Value))
            throw Missing(account);
        return ref First[account.Value];
    }

    /// <summary>What many accounts hold, each at the account's index; memory is fetched ahead for all.</summary>
    public void ReadBalances(ReadOnlySpan<AccountId> accounts, Span<NetAmount> balances)
    {
        balances = balances[..accounts.Length];
        var first = First.Pointer;
        var count = (uint)Count;
        unchecked // addresses, whether the numbers make sense or not: nothing is read there before they are looked at
        {
            if (Sse.IsSupported)
            {
                foreach (var account in accounts)
                    Sse.Prefetch0(first + account.Value);
            }

            for (var i = 0; i < accounts.Length; i++)
            {
                var number = (uint)accounts[i].Value;
                if (number - 1 >= count)
                    throw Missing(accounts[i]);
                balances[i] = new(first[number].Balance);
            }
        }
    }

    /// <summary>Asks the processor to have a record at hand soon; a number that is no account is ignored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int account)
    {
        if (Sse.IsSupported && IsOpen(account))
            Sse.Prefetch0(Unsafe.AsPointer(ref First[account]));
    }

    // Where nobody has written since the last run, writing waits for far memory; beyond the end of the table nothing is read either.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void PrefetchUnopened()
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(First.Pointer + Count + OpenedAhead);
    }

    private ArgumentOutOfRangeException Missing(AccountId account) =>
        new(nameof(account), account.Value, $"Open accounts are numbered 1 to {Count}.");

    private static ConditionStatus ReasonNotToClose(in AccountRecord record)
    {
        if (record.Balance != 0)
            return ConditionStatus.BalanceNotZero;
        if (record.HeldOut != 0 || record.HeldIn != 0)
            return ConditionStatus.HoldsPending;
        return (record.State & AccountState.HasChildren) != 0 ? ConditionStatus.HasChildren : ConditionStatus.None;
    }

    public void Dispose()
    {
        _records.Dispose();
        _limits.Dispose();
    }
}
