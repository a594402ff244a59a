using System.Runtime.CompilerServices;
using DcepSim.Ledger;
using DcepSim.Statistics.Sampling;
using NodaTime;
using NodaTime.HighPerformance;

namespace DcepSim.Testing.Ledgers;

/// <summary>
/// Random commands that reach every corner of a ledger: transfers that are mostly sensible, repeats of all ages, keys with gaps, chains,
/// nonsense, and time that stands, walks and jumps over midnights, years and the ends of packets' windows.
/// </summary>
/// <remarks>A pure function of its plan and of the holds it is told of: otherwise it does not know what was answered. Not safe for use by
/// several threads at once.</remarks>
public sealed class LedgerWorkload
{
    private const int Persons = 12;
    private const int Merchants = 6;
    private const int Packets = 24;
    private const int SubWallets = 3;
    private static readonly Instant Start = Instant.FromUtc(2020, 10, 9, 4, 0);

    private static readonly AccountLimits[] Tiers =
    [
        default,
        new(Amount.FromFen(10_000), Amount.FromFen(2_000), Amount.FromFen(5_000), Amount.FromFen(9_000)),
        new(Amount.FromFen(50_000), Amount.FromFen(9_000), Amount.FromFen(20_000), Amount.FromFen(60_000)),
        new(Amount.FromFen(500_000), null, Amount.FromFen(30_000), null),
    ];

    private readonly LedgerPlan _plan;
    private readonly List<Transfer> _asked = [];
    private readonly List<(Transfer Transfer, HoldTerm Hold)> _holds = [];
    private readonly List<AccountId> _frozen = [];
    private readonly ulong[] _counters = new ulong[5];
    private readonly List<AccountId>[] _accounts = [.. Enumerable.Range(0, (int)AccountKind.SubWallet + 1).Select(_ => new List<AccountId>())];
    private KeyedWords _words;
    private Instant _now = Start;
    private int _opened;

    /// <summary>The commands of a plan.</summary>
    public LedgerWorkload(LedgerPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        _plan = plan;
        _words = new(RandomKey.FromSeed(plan.Seed));
        Opening = [.. MakeOpening()];
    }

    /// <summary>The accounts to open first, in this order.</summary>
    public IReadOnlyList<AccountTerms> Opening { get; }

    /// <summary>The batches, to be asked one after another. To be read once.</summary>
    public IEnumerable<LedgerBatch> Batches()
    {
        for (var i = 0; i < _plan.Batches; i++)
        {
            PassTime();
            yield return new(Instant64.FromInstant(_now), [.. MakeChanges()], MakeBatch());
        }
    }

    /// <summary>Tells of an answer, so that holds can be posted and voided later.</summary>
    public void Learn(in Transfer transfer, in Receipt receipt)
    {
        if (receipt.IsAccepted && transfer.Flags.HasFlag(TransferFlags.Pending))
            _holds.Add((transfer, HoldTerm.Of(receipt)));
    }

    private IEnumerable<(AccountId Account, AccountCondition Condition)> MakeChanges()
    {
        if (_frozen.Count > 0 && Chance(30))
        {
            foreach (var account in _frozen)
                yield return (account, AccountCondition.Open);
            _frozen.Clear();
        }

        if (Chance(3))
        {
            _frozen.Add(Any());
            yield return (_frozen[^1], Chance(50) ? AccountCondition.Frozen : AccountCondition.DebitsFrozen);
        }

        if (Chance(1))
        {
            var persons = _accounts[(int)AccountKind.PersonalWallet];
            yield return (Chance(50) ? OneOf(_accounts[(int)AccountKind.RedPacket]) : persons[^(1 + (int)Below(3))], AccountCondition.Closed);
        }
    }

    private IEnumerable<AccountTerms> MakeOpening()
    {
        var icbc = new OperatorId(1);
        var boc = new OperatorId(3);
        yield return Open(new(AccountKind.Issue, OperatorId.CentralBank));
        yield return Open(new(AccountKind.Vault, icbc));
        yield return Open(new(AccountKind.Vault, boc));
        yield return Open(new(AccountKind.OfflineFloat, icbc));
        yield return Open(new(AccountKind.OfflineFloat, boc, new(Amount.FromFen(40_000), null, null, null)));
        yield return Open(new(AccountKind.LossAccount, OperatorId.CentralBank));
        yield return Open(new(AccountKind.LossAccount, icbc));
        for (var i = 0; i < Merchants; i++)
            yield return Open(new(AccountKind.CorporateWallet, i % 2 == 0 ? icbc : boc, Scope: new((ulong)i)));
        for (var i = 0; i < Persons; i++)
            yield return Open(new(AccountKind.PersonalWallet, i % 2 == 0 ? boc : icbc, Tiers[i % Tiers.Length]));
        for (var i = 0; i < 2; i++)
            yield return Open(new(AccountKind.CampaignPool, icbc, Parent: _accounts[(int)AccountKind.CorporateWallet][i]));
        for (var i = 0; i < Packets; i++)
        {
            var from = Start + Duration.FromHours(12 * i);
            yield return Open(new(
                AccountKind.RedPacket,
                i % 2 == 0 ? boc : icbc,
                Scope: new(1UL << (i % 3)),
                Window: SpendWindow.Between(from, from + Duration.FromDays(10)),
                Parent: _accounts[(int)AccountKind.CampaignPool][i % 2]));
        }

        for (var i = 0; i < SubWallets; i++)
            yield return Open(new(AccountKind.SubWallet, icbc, Tiers[i % Tiers.Length], Scope: new(2), Parent: _accounts[(int)AccountKind.PersonalWallet][i]));
    }

    private AccountTerms Open(AccountTerms terms)
    {
        _accounts[(int)terms.Kind].Add(new(++_opened));
        return terms;
    }

    private void PassTime()
    {
        _now += Below(100) switch
        {
            < 60 => Duration.Zero,
            < 85 => Duration.FromNanoseconds((long)Below(5_000_000_000)),
            < 98 => Duration.FromMinutes((long)Below(90)),
            98 => Duration.FromHours((long)Below(30)),
            _ => Below(20) == 0 ? Duration.FromDays((long)Below(300)) : Duration.Zero,
        };
    }

    private List<Transfer> MakeBatch()
    {
        var batch = new List<Transfer>();
        var length = 1 + (int)Below(20);
        while (batch.Count < length)
        {
            if (Chance(8))
                batch.AddRange(RepeatedRow());
            else if (Chance(10))
                batch.AddRange(Chain());
            else
                batch.Add(Ask(TransferFlags.None));
        }

        if (Chance(1))
            batch[^1] = batch[^1] with { Flags = TransferFlags.Linked };
        _asked.AddRange(batch);
        return batch;
    }

    private IEnumerable<Transfer> Chain()
    {
        var length = Chance(5) ? 7 + (int)Below(4) : 2 + (int)Below(4);
        if (Chance(30))
        {
            for (var i = 1; i <= length; i++)
                yield return AskLoad(i < length ? TransferFlags.Linked : TransferFlags.None);
            yield break;
        }

        for (var i = 1; i < length; i++)
            yield return Chance(2) && _asked.Count > 0 ? Earlier() with { Flags = TransferFlags.Linked } : Ask(TransferFlags.Linked);
        yield return Chance(3) && _asked.Count > 0 ? Earlier() : Ask(TransferFlags.None);
    }

    /// <summary>Something asked before, as it was or with one field changed.</summary>
    private IEnumerable<Transfer> RepeatedRow()
    {
        if (_asked.Count == 0)
            yield break;
        if (Chance(70))
        {
            var from = IndexOfEarlier();
            for (var i = from; i < _asked.Count && i < from + 4; i++)
                yield return _asked[i];
            yield break;
        }

        var earlier = Earlier();
        yield return Below(6) switch
        {
            0 => earlier with { Debit = Any() },
            1 => earlier with { Credit = Any() },
            2 => earlier with { Amount = Amount.FromFen((long)Below(1_000)) },
            3 => earlier with { Kind = (TransferKind)Below(17) },
            4 => earlier with { Hold = new((long)Below(100)) },
            _ => earlier with { Flags = TransferFlags.None },
        };
    }

    private Transfer Earlier() => _asked[IndexOfEarlier()];

    private int IndexOfEarlier() => _asked.Count - 1 - (int)Below((ulong)Math.Min(_asked.Count, 3 << _plan.WindowBits));

    private Transfer Ask(TransferFlags flags)
    {
        var kind = Chance(1) ? (TransferKind)Below(18) : (TransferKind)(1 + Below(15));
        var (debit, credit) = Chance(4) ? (Any(), Any()) : AccountsFor(kind);
        if (Chance(1))
            flags |= (TransferFlags)0x80;
        var transfer = new Transfer(NextKey(), debit, credit, SomeAmount(kind), kind, flags);
        return Below(1_000) switch
        {
            < 70 => transfer with { Flags = flags | TransferFlags.Pending, Hold = new(Chance(3) ? (long)Below(2) * 400_000_000 : 1 + (long)Below(20_000)) },
            < 140 when _holds.Count > 0 => EndOfHold(transfer),
            < 145 => transfer with { Hold = new((long)Below(3)) },
            < 150 => transfer with { Flags = flags | (TransferFlags)(Below(8) << 1), Hold = new((long)Below(100)) },
            _ => transfer,
        };
    }

    /// <summary>A post or void of a hold, mostly of a late one and mostly as it should be.</summary>
    private Transfer EndOfHold(Transfer transfer)
    {
        var (made, hold) = _holds[^(1 + (int)Below((ulong)Math.Min(_holds.Count, 12)))];
        var isVoid = Chance(40);
        var amount = Chance(isVoid ? 5 : 50) && made.Amount.Fen > 1 ? Amount.FromFen(1 + (long)Below((ulong)(made.Amount.Fen + (made.Amount.Fen / 16) + 1))) : made.Amount;
        return transfer with
        {
            Debit = Chance(2) ? transfer.Debit : made.Debit,
            Credit = Chance(2) ? transfer.Credit : made.Credit,
            Kind = Chance(2) ? transfer.Kind : made.Kind,
            Amount = amount,
            Flags = transfer.Flags | (isVoid ? TransferFlags.Void : TransferFlags.Post),
            Hold = hold,
        };
    }

    /// <summary>A load that mostly succeeds, so that whole chains do.</summary>
    private Transfer AskLoad(TransferFlags flags) => new(
        NextKey(),
        OneOf(_accounts[(int)AccountKind.Vault]),
        OneOf(_accounts[(int)AccountKind.CorporateWallet]),
        Amount.FromFen(1 + (long)Below(50)),
        TransferKind.Load,
        flags);

    private (AccountId Debit, AccountId Credit) AccountsFor(TransferKind kind)
    {
        var rules = PostingRules.All.Where(one => one.Kind == kind).ToList();
        if (rules.Count == 0)
            return (Any(), Any());
        var rule = rules[(int)Below((ulong)rules.Count)];
        return (OneOf(_accounts[(int)rule.Debits[(int)Below((ulong)rule.Debits.Length)]]), OneOf(_accounts[(int)rule.Credits[(int)Below((ulong)rule.Credits.Length)]]));
    }

    private AccountId Any() => new((int)Below((ulong)_opened + 4) - 1);

    private AccountId OneOf(List<AccountId> accounts) => accounts[(int)Below((ulong)accounts.Count)];

    private Amount SomeAmount(TransferKind kind) => Below(1_000) switch
    {
        < 10 => Amount.Zero,
        < 13 => OutOfRange(-1 - (long)Below(10)),
        < 16 => OutOfRange(Amount.MaxValue.Fen + 1 + (long)Below(long.MaxValue / 2)),
        < 19 => Amount.FromFen(Amount.MaxValue.Fen - (long)Below(2)),
        < 400 => Amount.FromFen(1 + (long)Below(300)),
        _ => Amount.FromFen(1 + (long)Below(kind is TransferKind.Issuance or TransferKind.Load ? 60_000UL : 3_000UL)),
    };

    /// <summary>What no caller can make by ordinary means, and memory read from elsewhere could hold.</summary>
    private static Amount OutOfRange(long fen) => Unsafe.BitCast<long, Amount>(fen);

    private IdempotencyKey NextKey()
    {
        if (Chance(1))
            return new(Below(7), Below(3));
        var session = 1 + Below(4);
        if ((long)Below(1_000) < _plan.GapsPerThousand)
            _counters[session] += 256 + Below(1_000);
        else if (Chance(2))
            _counters[session] += Below(4);
        if (Chance(2) && _counters[session] > 8)
            return new(session, _counters[session] - Below(8)); // perhaps one of those left out before
        return new(session, ++_counters[session]);
    }

    private bool Chance(int percent) => (int)Below(100) < percent;

    private ulong Below(ulong bound) => _words.Below(bound);
}
