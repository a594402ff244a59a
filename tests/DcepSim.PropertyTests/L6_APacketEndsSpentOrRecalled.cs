using DcepSim.Ledger;
using DcepSim.Settlement;
using DcepSim.Simulation;
using DcepSim.Testing;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.HighPerformance;

namespace DcepSim.PropertyTests;

/// <summary>L6: a red packet ends as spent or recalled; never exchanged for deposit, never passed on, never alive after its window. Granted =
/// spent + recalled + alive, and funded = pool + alive + spent + returned, at every instant.</summary>
public partial class L6_APacketEndsSpentOrRecalled
{
    private static readonly Instant64 Opens = Instant64.FromUtc(2020, 10, 12, 10, 0);
    private static readonly Instant64 Closes = Instant64.FromUtc(2020, 10, 18, 16, 0);

    [Fact]
    public void In_any_campaign_both_equations_hold_after_every_transfer_and_nothing_is_alive_at_the_end()
    {
        var rounds = 0;
        Prop.ForAll(Gen.OneOf(RandomScenarios.Arbitrary().Generator, RandomScenarios.WithMechanisms().Generator).ToArbitrary(), scenario =>
        {
            PoolWatch? watch = null;
            var run = new CampaignRun(new CampaignModel(scenario), (options, clock) => watch = new PoolWatch(options, clock));
            var outcome = run.Execute(RandomKey.FromSeed(1), cancellation: TestContext.Current.CancellationToken);

            Assert.True(outcome.Audit.IsClean, string.Join("; ", outcome.Audit.Breaks));
            Assert.Equal(scenario.Campaign.Budget.Fen, outcome.RedeemedFen + outcome.RecalledFen);
            Assert.Equal((0L, 0L), (watch!.AliveFen, watch.PoolFen));
            Assert.True(watch.Looks > scenario.Operators.Length, "Nothing was looked at.");
            rounds += watch.CohortLooks > 0 && outcome.Rounds.Count(round => round.GrantedFen > 0) > 1 ? 1 : 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(TestScale.Of(60)));
        Assert.True(rounds > 3, $"Only {rounds} campaigns had several rounds to tell apart.");
    }

    [Fact]
    public void Whatever_is_asked_of_a_packet_only_spending_in_scope_and_window_and_recall_after_it_move_its_money()
    {
        var requests = from kind in Gen.OneOf(Gen.Elements(Enum.GetValues<TransferKind>()), Gen.Elements(TransferKind.PacketPayment, TransferKind.Recall))
                       from credit in Gen.Choose(1, PacketBook.AccountCount)
                       from fen in Gen.Choose(1, 30_000)
                       from second in Gen.Choose(-10_000, 600_000)
                       select (kind, new AccountId(credit), Amount.FromFen(fen), Opens.PlusNanoseconds(second * 1_000_000_000L));
        var moved = 0;
        Prop.ForAll(requests.ToArbitrary(), request =>
        {
            var (kind, credit, amount, time) = request;
            using var book = new PacketBook(Opens.PlusNanoseconds(-20_000_000_000_000L));
            var status = book.Ask(kind, credit, amount, time);
            var maySpend = kind == TransferKind.PacketPayment && credit == book.Designated && time >= Opens && time < Closes;
            var mayRecall = kind == TransferKind.Recall && (credit == book.Funder || credit == book.Pool) && time >= Closes;
            Assert.Equal((maySpend || mayRecall) && amount <= PacketBook.Face, status == SettlementStatus.Accepted);
            moved += status == SettlementStatus.Accepted ? 1 : 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(TestScale.Of(5_000)));
        Assert.True(moved > 20, $"Only {moved} requests were in order: too few to tell.");
    }

    /// <summary>A real book that keeps count of what it accepts and compares with its balances after every request.</summary>
    private sealed class PoolWatch(LedgerOptions options, IClock clock) : ISettlement
    {
        private readonly IClock _clock = clock;
        private readonly InlineSettlement _inner = new(options, clock);
        private const int CohortStride = 8; // all packets are asked for what they hold: now and then is enough

        private readonly Dictionary<AccountId, AccountKind> _kinds = [];
        private readonly Dictionary<SpendWindow, Cohort> _cohorts = [];
        private readonly Dictionary<AccountId, Cohort> _cohortOf = [];
        private long _funded, _granted, _spent, _recalled, _returned;

        public long AliveFen { get; private set; }

        public long PoolFen { get; private set; }

        public int Looks { get; private set; }

        public int CohortLooks { get; private set; }

        public ValueTask<AccountId> OpenAsync(AccountTerms terms, CancellationToken cancellationToken = default)
        {
            var account = _inner.Ledger.Open(terms);
            _kinds.Add(account, terms.Kind);
            if (terms.Kind == AccountKind.RedPacket)
            {
                _cohorts.TryAdd(terms.Window, new Cohort());
                _cohortOf.Add(account, _cohorts[terms.Window]);
                _cohorts[terms.Window].Packets.Add(account);
            }

            return new(account);
        }

        public ValueTask SettleAsync(ReadOnlyMemory<Transfer> transfers, Memory<Receipt> receipts, CancellationToken cancellationToken = default)
        {
            if (Looks % 2 == 0)
                _inner.Settle(transfers.Span, receipts.Span);
            else
                SettleWithTimes(transfers.Span, receipts.Span);
            for (var i = 0; i < transfers.Length; i++)
            {
                if (receipts.Span[i].IsAccepted)
                    Count(transfers.Span[i]);
            }

            Look();
            return ValueTask.CompletedTask;
        }

        public ValueTask<Amount> BalanceOfAsync(AccountId account, CancellationToken cancellationToken = default) =>
            _inner.BalanceOfAsync(account, cancellationToken);

        public ValueTask<ConditionStatus> ChangeConditionAsync(AccountId account, AccountCondition condition, CancellationToken cancellationToken = default) =>
            _inner.ChangeConditionAsync(account, condition, cancellationToken);

        public ValueTask<AccountStanding> StandingOfAsync(AccountId account, CancellationToken cancellationToken = default) =>
            _inner.StandingOfAsync(account, cancellationToken);

        public ValueTask<TrialBalance> TakeTrialBalanceAsync(CancellationToken cancellationToken = default) =>
            _inner.TakeTrialBalanceAsync(cancellationToken);

        public ValueTask DisposeAsync() => _inner.DisposeAsync();

        /// <summary>The same, each transfer with its time, as a run hands them over that knows its ledger.</summary>
        private void SettleWithTimes(ReadOnlySpan<Transfer> transfers, Span<Receipt> receipts)
        {
            var times = new Instant64[transfers.Length];
            Array.Fill(times, Instant64.Max(Instant64.FromInstant(_clock.GetCurrentInstant()), _inner.Ledger.Time));
            _inner.Ledger.Apply(transfers, times, receipts);
        }

        private void Count(in Transfer transfer)
        {
            var fen = transfer.Amount.Fen;
            var isToPool = _kinds[transfer.Credit] == AccountKind.CampaignPool;
            _funded += transfer.Kind == TransferKind.Load && isToPool ? fen : 0;
            _granted += transfer.Kind == TransferKind.Claim ? fen : 0;
            _spent += transfer.Kind == TransferKind.PacketPayment ? fen : 0;
            _spent -= transfer.Kind == TransferKind.PacketRefund ? fen : 0;
            _recalled += transfer.Kind == TransferKind.Recall && _kinds[transfer.Debit] == AccountKind.RedPacket ? fen : 0;
            _recalled += transfer.Kind == TransferKind.PacketRefund && isToPool ? fen : 0; // after its window a packet takes nothing any more
            _returned += transfer.Kind == TransferKind.Recall && !isToPool ? fen : 0;
            var (into, outOf) = (_cohortOf.GetValueOrDefault(transfer.Credit), _cohortOf.GetValueOrDefault(transfer.Debit));
            if (into is not null)
                (into.Granted, into.Spent) = transfer.Kind == TransferKind.Claim ? (into.Granted + fen, into.Spent) : (into.Granted, into.Spent - fen);
            if (outOf is not null)
                (outOf.Spent, outOf.Recalled) = transfer.Kind == TransferKind.PacketPayment ? (outOf.Spent + fen, outOf.Recalled) : (outOf.Spent, outOf.Recalled + fen);
        }

        private void Look()
        {
            var total = _inner.Ledger.TakeTrialBalance().Total;
            AliveFen = total.BalanceOf(AccountKind.RedPacket).Fen;
            PoolFen = total.BalanceOf(AccountKind.CampaignPool).Fen;
            Assert.Equal(_granted, _spent + _recalled + AliveFen);
            Assert.Equal(_funded, PoolFen + AliveFen + _spent + _returned);
            if (Looks++ % CohortStride != 0)
                return;
            foreach (var cohort in _cohorts.Values)
            {
                Assert.Equal(cohort.Granted, cohort.Spent + cohort.Recalled + cohort.Packets.Sum(packet => _inner.Ledger.BalanceOf(packet).Fen));
                CohortLooks++;
            }
        }

        /// <summary>The packets of one round: those of one window.</summary>
        private sealed class Cohort
        {
            public List<AccountId> Packets { get; } = [];

            public long Granted { get; set; }

            public long Spent { get; set; }

            public long Recalled { get; set; }
        }
    }

    /// <summary>A book with one claimed packet and one account of every other kind.</summary>
    private sealed class PacketBook : IDisposable
    {
        public const int AccountCount = 9;
        public static readonly Amount Face = Amount.FromYuan(200);

        private readonly GeneralLedger _ledger = new(new LedgerOptions { AccountsMax = AccountCount });
        private readonly AccountId _packet;
        private IdempotencyKey _next = new(1, 1);

        public PacketBook(Instant64 start)
        {
            var keeper = new OperatorId(1);
            var window = new SpendWindow(Opens, Closes);
            var issue = _ledger.Open(new AccountTerms(AccountKind.Issue, OperatorId.CentralBank));
            var vault = _ledger.Open(new AccountTerms(AccountKind.Vault, keeper));
            Funder = _ledger.Open(new AccountTerms(AccountKind.CorporateWallet, keeper));
            Pool = _ledger.Open(new AccountTerms(AccountKind.CampaignPool, keeper, Parent: Funder));
            var pool = Pool;
            Designated = _ledger.Open(new AccountTerms(AccountKind.CorporateWallet, keeper, Scope: SpendScope.Of(3)));
            _ledger.Open(new AccountTerms(AccountKind.CorporateWallet, keeper, Scope: SpendScope.Of(4)));
            _ledger.Open(new AccountTerms(AccountKind.PersonalWallet, keeper));
            _packet = _ledger.Open(new AccountTerms(AccountKind.RedPacket, keeper, Scope: SpendScope.Of(3), Window: window, Parent: pool));
            _ledger.Open(new AccountTerms(AccountKind.RedPacket, keeper, Scope: SpendScope.Of(3), Window: window, Parent: pool));
            foreach (var (kind, debit, credit) in new[]
            {
                (TransferKind.Issuance, issue, vault), (TransferKind.Load, vault, pool), (TransferKind.Claim, pool, _packet),
            })
            {
                Assert.Equal(SettlementStatus.Accepted, Apply(new Transfer(_next, debit, credit, Face, kind), start));
            }
        }

        public AccountId Funder { get; }

        public AccountId Pool { get; }

        public AccountId Designated { get; }

        public SettlementStatus Ask(TransferKind kind, AccountId credit, Amount amount, Instant64 time) =>
            Apply(new Transfer(_next, _packet, credit, amount, kind), time);

        public void Dispose() => _ledger.Dispose();

        private SettlementStatus Apply(Transfer transfer, Instant64 time)
        {
            _next = _next.Next();
            Span<Receipt> receipts = [default];
            if (transfer.Amount.Fen % 2 == 0)
                _ledger.Apply([transfer], time, receipts);
            else
                _ledger.Apply([transfer], [time], receipts);
            return receipts[0].Status;
        }
    }
}
