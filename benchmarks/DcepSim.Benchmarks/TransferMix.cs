using DcepSim.Ledger;
using DcepSim.Statistics.Sampling;
using NodaTime;
using NodaTime.HighPerformance;

namespace DcepSim.Benchmarks;

/// <summary>
/// A book full of wallets of all tiers and an endless row of transfers for it.
/// </summary>
/// <remarks>Accounts and amounts are drawn beforehand; only keys, holds and repeats are filled in as the row goes on.</remarks>
public sealed class TransferMix : IDisposable
{
    private const int Sessions = 4;
    private const int DrawnBits = 20;
    private const int HoldSeconds = 5;
    private static readonly OperatorId[] Operators = [new(1), new(2), new(3), new(4)];

    private static readonly AccountLimits[] Tiers =
    [
        new(null, null, null, null),
        new(Amount.FromYuan(500_000), Amount.FromYuan(50_000), Amount.FromYuan(100_000), null),
        new(Amount.FromYuan(10_000), Amount.FromYuan(5_000), Amount.FromYuan(10_000), null),
        new(Amount.FromYuan(10_000), Amount.FromYuan(2_000), Amount.FromYuan(5_000), Amount.FromYuan(50_000)),
    ];

    private readonly Transfer[] _drawn = new Transfer[1 << DrawnBits];
    private readonly byte[] _role = new byte[1 << DrawnBits];
    private readonly Queue<(Transfer Made, HoldTerm Hold)> _holds = new();
    private readonly Transfer[] _sent;
    private readonly Receipt[] _receipts;
    private readonly Transfer[] _prepared;
    private readonly int _batch;
    private readonly ulong[] _counters = new ulong[Sessions + 2];
    private readonly RandomKey _key = RandomKey.FromSeed(1);
    private ulong _repeats;
    private long _place;
    private int _session;
    private Instant64 _time = Instant64.FromInstant(Instant.FromUtc(2020, 10, 12, 10, 0));

    /// <param name="accounts">How many wallets.</param>
    /// <param name="windowBits">The idempotency window is two to the power of this.</param>
    /// <param name="mix">What the transfers are.</param>
    /// <param name="skew">How unequally wallets are used.</param>
    /// <param name="batch">Transfers a batch.</param>
    /// <param name="batches">Batches prepared at a time.</param>
    public TransferMix(int accounts, int windowBits, Mix mix, Skew skew, int batch, int batches)
    {
        Accounts = accounts;
        Ledger = new(new LedgerOptions { AccountsMax = accounts + 16, IdempotencyWindow = 1 << windowBits, SessionsMax = Sessions + 1, HoldsMax = 1 << 20 });
        _batch = batch;
        _prepared = new Transfer[batch * batches];
        _receipts = new Receipt[batch * batches];
        _sent = new Transfer[Math.Min(1 << windowBits, 1 << 22)];
        OpenAccounts();
        Draw(mix, skew);
    }

    public int Accounts { get; }

    public GeneralLedger Ledger { get; }

    public long Accepted { get; private set; }

    public long Refused { get; private set; }

    /// <summary>The batches that are ready, one after another.</summary>
    public ReadOnlySpan<Transfer> Prepared => _prepared;

    /// <summary>Makes the next batches ready: draws, keys, repeats, and the holds to end.</summary>
    public void Prepare()
    {
        for (var place = 0; place < _prepared.Length; place += _batch)
            Fill(_prepared.AsSpan(place, _batch));
    }

    /// <summary>Applies what is ready; the time moves a millisecond a batch.</summary>
    public void Apply()
    {
        for (var place = 0; place < _prepared.Length; place += _batch)
            ApplyAt(place);
    }

    /// <summary>Applies what is ready, and takes a snapshot between the batches.</summary>
    /// <param name="snapshot">Takes it.</param>
    /// <param name="recordsMax">How many accounts and holds are copied after a batch.</param>
    public void ApplyBesideSnapshot(LedgerSnapshot snapshot, int recordsMax)
    {
        Ledger.BeginSnapshot(snapshot);
        for (var place = 0; place < _prepared.Length; place += _batch)
        {
            ApplyAt(place);
            Ledger.ContinueSnapshot(recordsMax);
        }

        if (!Ledger.ContinueSnapshot(1))
            throw new InvalidOperationException($"{_prepared.Length / _batch} batches are too few for the snapshot.");
    }

    public void Dispose() => Ledger.Dispose();

    private void ApplyAt(int place)
    {
        _time = _time.PlusNanoseconds(1_000_000);
        Ledger.Apply(_prepared.AsSpan(place, _batch), _time, _receipts.AsSpan(place, _batch));
    }

    private void OpenAccounts()
    {
        var issue = Ledger.Open(new(AccountKind.Issue, OperatorId.CentralBank));
        var vault = Ledger.Open(new(AccountKind.Vault, Operators[0]));
        for (var i = 0; i < Accounts; i++)
            Ledger.Open(new(AccountKind.PersonalWallet, Operators[i % Operators.Length], Tiers[i % Tiers.Length]));
        Span<Receipt> receipt = new Receipt[1];
        ulong counter = 0;
        Ask(issue, vault, Amount.FromYuan(10_000L * Accounts), TransferKind.Issuance, receipt);
        for (var i = 0; i < Accounts; i++)
            Ask(vault, new(i + 3), Amount.FromYuan(5_000), TransferKind.Load, receipt);

        void Ask(AccountId debit, AccountId credit, Amount amount, TransferKind kind, Span<Receipt> answer)
        {
            Ledger.Apply([new Transfer(new(Sessions + 1, ++counter), debit, credit, amount, kind)], _time, answer);
            if (!answer[0].IsAccepted)
                throw new InvalidOperationException($"{kind}: {answer[0].Status}");
        }
    }

    private void Draw(Mix mix, Skew skew)
    {
        var table = skew == Skew.Zipf99
            ? DiscreteTable.Zipf(Math.Min(Accounts, DiscreteTable.CountMax), 0.99, "accounts") // the table's end: the rest is hardly used
            : null;
        for (var i = 0; i < _drawn.Length; i++)
        {
            var block = _key.Block((ulong)i);
            var debit = AccountOf(table, block.A);
            var credit = AccountOf(table, block.B);
            if (credit == debit)
                credit = new(((debit.Value - 2) % Accounts) + 3);
            _drawn[i] = new(default, debit, credit, Amount.FromFen(1 + (long)(block.C % 2_000)), TransferKind.PersonToPerson);
            _role[i] = mix == Mix.Plain ? (byte)0 : (byte)(block.D % 100);
        }
    }

    private AccountId AccountOf(DiscreteTable? table, ulong word) =>
        new(3 + (table is null ? (int)Math.BigMul(word, (ulong)Accounts, out _) : Spread(table.Draw(word))));

    /// <summary>Popular accounts lie anywhere, not side by side.</summary>
    private int Spread(int rank) => (int)(rank * 2_654_435_761L % Accounts);

    private void Fill(Span<Transfer> batch)
    {
        _session = (_session % Sessions) + 1;
        for (var i = 0; i < batch.Length; i++)
        {
            var drawn = (int)((_place + i) & (_drawn.Length - 1));
            var key = new IdempotencyKey((ulong)_session, ++_counters[_session]);
            batch[i] = _role[drawn] switch
            {
                < 92 => _drawn[drawn] with { Key = key },
                < 94 => _drawn[drawn] with { Key = key, Amount = Amount.FromYuan(9_000_000) },
                94 => Repeat(key, drawn),
                < 97 => _drawn[drawn] with { Key = key, Flags = TransferFlags.Pending, Hold = HoldTerm.ForSeconds(HoldSeconds) },
                _ => EndOfHold(key, drawn),
            };
        }

        batch.CopyTo(_sent.AsSpan((int)(_place % (_sent.Length - batch.Length))));
        _place += batch.Length;
    }

    private Transfer Repeat(IdempotencyKey key, int drawn)
    {
        var age = _key.Below((1UL << 40) + _repeats++, (ulong)_sent.Length);
        var sent = _sent[age];
        _counters[_session]--;
        return sent.Key == default ? _drawn[drawn] with { Key = new(key.Session, ++_counters[_session]) } : sent;
    }

    private Transfer EndOfHold(IdempotencyKey key, int drawn)
    {
        if (!_holds.TryDequeue(out var hold))
            return _drawn[drawn] with { Key = key };
        var flags = (drawn & 1) == 0 ? TransferFlags.Post : TransferFlags.Void;
        return hold.Made with { Key = key, Flags = flags, Hold = hold.Hold };
    }

    /// <summary>Reads the answers: how many were accepted, and which holds were made.</summary>
    public void Learn()
    {
        for (var i = 0; i < _prepared.Length; i++)
        {
            if (_receipts[i].Status == SettlementStatus.Accepted)
                Accepted++;
            else
                Refused++;
            if ((_prepared[i].Flags & TransferFlags.Pending) != 0 && _receipts[i].IsAccepted && _holds.Count < 100_000)
                _holds.Enqueue((_prepared[i], HoldTerm.Of(_receipts[i])));
        }
    }
}
