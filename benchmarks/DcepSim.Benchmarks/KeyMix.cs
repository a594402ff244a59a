using DcepSim.Ledger;
using NodaTime;
using NodaTime.HighPerformance;

namespace DcepSim.Benchmarks;

/// <summary>Two wallets that send each other a fen, one request after another, so that any request can be sent again as it was.</summary>
internal sealed class KeyMix : IDisposable
{
    private static readonly AccountId Vault = new(2);
    private static readonly AccountId First = new(3);
    private static readonly AccountId Second = new(4);
    private static readonly Instant64 Time = Instant64.FromInstant(Instant.FromUtc(2020, 10, 12, 10, 0));

    private readonly GeneralLedger _ledger;
    private readonly Transfer[] _prepared;
    private readonly RandomKey _chance = RandomKey.FromSeed(1);
    private ulong _drawn;

    /// <param name="windowBits">The idempotency window is two to the power of this.</param>
    /// <param name="requests">How many are prepared at a time.</param>
    public KeyMix(int windowBits, int requests)
    {
        Window = 1UL << windowBits;
        _prepared = new Transfer[requests];
        _ledger = new(new LedgerOptions { IdempotencyWindow = 1 << windowBits });
        _ledger.Open(new(AccountKind.Issue, OperatorId.CentralBank));
        _ledger.Open(new(AccountKind.Vault, new OperatorId(1)));
        _ledger.Open(new(AccountKind.PersonalWallet, new OperatorId(1)));
        _ledger.Open(new(AccountKind.PersonalWallet, new OperatorId(1)));
        Ask(new(new(2, 1), new(1), Vault, Amount.FromYuan(2), TransferKind.Issuance));
        Ask(new(new(2, 2), Vault, First, Amount.FromYuan(1), TransferKind.Load));
        Ask(new(new(2, 3), Vault, Second, Amount.FromYuan(1), TransferKind.Load));
    }

    public ulong Window { get; }

    /// <summary>The counter of the newest key that was prepared.</summary>
    public ulong Newest { get; private set; }

    public ReadOnlySpan<Transfer> Prepared => _prepared;

    public void PrepareNew()
    {
        foreach (ref var transfer in _prepared.AsSpan())
            transfer = OfCounter(++Newest);
    }

    /// <summary>Requests of any age in the window, in any order.</summary>
    public void PrepareRepeats()
    {
        foreach (ref var transfer in _prepared.AsSpan())
            transfer = OfCounter(Newest - _chance.Below(_drawn++, Window));
    }

    /// <summary>Requests that have left the window, in any order.</summary>
    public void PrepareTooOld()
    {
        foreach (ref var transfer in _prepared.AsSpan())
            transfer = OfCounter(1 + _chance.Below(_drawn++, Newest - Window));
    }

    public void Apply(Span<Receipt> receipts) => _ledger.Apply(_prepared, Time, receipts);

    public void Dispose() => _ledger.Dispose();

    private static Transfer OfCounter(ulong counter)
    {
        var (debit, credit) = (counter & 1) == 0 ? (First, Second) : (Second, First);
        return new(new(1, counter), debit, credit, Amount.FromFen(1), TransferKind.PersonToPerson);
    }

    private void Ask(Transfer transfer)
    {
        Span<Receipt> receipt = new Receipt[1];
        _ledger.Apply([transfer], Time, receipt);
        if (!receipt[0].IsAccepted)
            throw new InvalidOperationException($"{transfer.Kind}: {receipt[0].Status}");
    }
}
