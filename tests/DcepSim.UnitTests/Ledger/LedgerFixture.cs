using DcepSim.Ledger;
using NodaTime;
using NodaTime.HighPerformance;

namespace DcepSim.UnitTests.Ledger;

/// <summary>A small book: one operator, a funder, a pool, a packet, two persons, a merchant; vault stocked with 1,000,000 yuan.</summary>
public sealed class LedgerFixture : IDisposable
{
    public static readonly OperatorId Bank = new(1);
    public static readonly Instant Opening = Instant.FromUtc(2020, 10, 12, 10, 0);
    public static readonly Instant Ending = Instant.FromUtc(2020, 10, 18, 16, 0);

    private ulong _counter;

    public LedgerFixture(LedgerOptions? options = null, AccountLimits limits = default)
    {
        Ledger = new(options ?? new LedgerOptions { AccountsMax = 64, IdempotencyWindow = 64, ChainLengthMax = 8, SessionsMax = 4 });
        Issue = Ledger.Open(new(AccountKind.Issue, OperatorId.CentralBank));
        Vault = Ledger.Open(new(AccountKind.Vault, Bank));
        Funder = Ledger.Open(new(AccountKind.CorporateWallet, Bank));
        Pool = Ledger.Open(new(AccountKind.CampaignPool, Bank, Parent: Funder));
        Packet = Ledger.Open(new(AccountKind.RedPacket, Bank, Scope: SpendScope.Of(0), Window: SpendWindow.Between(Opening, Ending), Parent: Pool));
        Person = Ledger.Open(new(AccountKind.PersonalWallet, Bank, limits));
        Other = Ledger.Open(new(AccountKind.PersonalWallet, Bank));
        Merchant = Ledger.Open(new(AccountKind.CorporateWallet, Bank, Scope: SpendScope.Of(0) | SpendScope.Of(3)));
        Stranger = Ledger.Open(new(AccountKind.CorporateWallet, Bank, Scope: SpendScope.Of(1)));
        Assert.True(Move(TransferKind.Issuance, Issue, Vault, 1_000_000).IsAccepted);
    }

    public GeneralLedger Ledger { get; }

    public AccountId Issue { get; }

    public AccountId Vault { get; }

    public AccountId Funder { get; }

    public AccountId Pool { get; }

    public AccountId Packet { get; }

    public AccountId Person { get; }

    public AccountId Other { get; }

    public AccountId Merchant { get; }

    public AccountId Stranger { get; }

    public Instant Now { get; set; } = Instant.FromUtc(2020, 10, 10, 0, 0);

    public Transfer Ask(TransferKind kind, AccountId debit, AccountId credit, long yuan, TransferFlags flags = TransferFlags.None) =>
        new(new(1, ++_counter), debit, credit, Amount.FromYuan(yuan), kind, flags);

    public Receipt[] Apply(params Transfer[] transfers)
    {
        var receipts = new Receipt[transfers.Length];
        Ledger.Apply(transfers, Instant64.FromInstant(Now), receipts);
        return receipts;
    }

    public Receipt Move(TransferKind kind, AccountId debit, AccountId credit, long yuan) => Apply(Ask(kind, debit, credit, yuan))[0];

    public long YuanOf(AccountId account) => Ledger.BalanceOf(account).Fen / 100;

    /// <summary>Funds the pool with 200 yuan and has the packet claimed.</summary>
    public void Claim()
    {
        Assert.True(Move(TransferKind.Load, Vault, Pool, 200).IsAccepted);
        Assert.True(Move(TransferKind.Claim, Pool, Packet, 200).IsAccepted);
    }

    public void Dispose() => Ledger.Dispose();
}
