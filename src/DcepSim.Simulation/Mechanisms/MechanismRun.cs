using DcepSim.Ledger;
using DcepSim.Settlement;
using DcepSim.Simulation.Agents;
using DcepSim.Simulation.Scenarios;
using DcepSim.Simulation.Timeline;
using DcepSim.Wallets;
using NodaTime;

namespace DcepSim.Simulation.Mechanisms;

/// <summary>
/// One run of a campaign with mechanisms: rounds are drawn and closed, winners claim, shop and take purchases back, all in order of time and
/// with every fen through the ledger.
/// </summary>
/// <remarks>Slower and more general than the run of a plain lottery, to which it comes down, life by life, when no mechanism has anything to
/// say. What happens next to each person waits in a queue, one entry a person: whether somebody still shops depends on what rounds bring.</remarks>
internal sealed partial class MechanismRun
{
    private const int CancellationStride = 4096;
    private const int SequenceBits = 28;
    private const int KindBits = 2;
    private const long ClaimKind = 0;
    private const long ShopKind = 1;
    private const long RefundKind = 2;

    private const ulong PersonBlock = 0;
    private const ulong WalletBlock = 1;
    private const ulong FirstOccasionBlock = 2;
    private const ulong ChannelBlocks = 1UL << 63;
    private const ulong PlaceBlocks = 1UL << 62;
    private const ulong RoundBlocks = 1UL << 61;
    private const ulong HomeBlock = 1UL << 60;

    private readonly MechanismBranch? _branch;
    private CampaignModel _model;
    private MechanismTables _tables;
    private BehaviourTables _behaviour;
    private readonly HoldingList _list = new();
    private readonly PriorityQueue<long, ulong> _queue = new();
    private readonly List<PaidPurchase> _refundable = [];
    private readonly RandomKey _lives;
    private readonly RoundDraw _draw;
    private readonly SimulatedClock _clock;
    private readonly MechanismCashier _cashier;
    private readonly int[] _firstHolding;
    private readonly int[] _endHolding;
    private Amount _rollBank;
    private long _refusedClaims;
    private ulong _sequence;

    private MechanismRun(CampaignModel model, MechanismTables tables, RandomKey key, SimulatedClock clock, ISettlement settlement, IPaymentObserver? observer)
    {
        (_model, _tables, _behaviour, _clock) = (model, tables, model.Behaviour, clock);
        _lives = key.Child("lives");
        _draw = new RoundDraw(model, tables, key);
        _branch = model.Branch is { } branch ? new((long)(branch.At - model.Terms.Claims.Start).TotalMilliseconds, branch.After) : null;
        _cashier = new MechanismCashier(model, tables, _list, key, new Desk(settlement), observer);
        _firstHolding = new int[tables.Rounds.Length];
        _endHolding = new int[tables.Rounds.Length];
    }

    /// <summary>Runs the campaign once; see <see cref="CampaignRun.Execute"/>.</summary>
    public static RunOutcome Execute(
        CampaignModel model,
        MechanismTables tables,
        Func<LedgerOptions, IClock, ISettlement>? openSettlement,
        RunMemory memory,
        RandomKey key,
        IPaymentObserver? payments,
        Action<RunPhase>? phaseBegins,
        CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        phaseBegins?.Invoke(RunPhase.Draw);
        var clock = new SimulatedClock(model.Terms.DrawTime);
        var capacity = MechanismAccounts.CapacityFor(model, tables);
        var settlement = openSettlement?.Invoke(capacity, clock);
        try
        {
            var run = new MechanismRun(model, tables, key, clock, settlement ?? memory.Book(capacity, clock), payments);
            run._cashier.Fund();
            phaseBegins?.Invoke(RunPhase.Settlement);
            run.Live(cancellation);
            phaseBegins?.Invoke(RunPhase.Audit);
            return run._cashier.Outcome(run._refusedClaims);
        }
        finally
        {
            Waiting.For(settlement?.DisposeAsync() ?? default);
        }
    }

    private void Live(CancellationToken cancellation)
    {
        var agenda = AgendaOf(_tables);
        var next = 0;
        for (var served = 0L; next < agenda.Length || _queue.Count > 0; served++)
        {
            if (served % CancellationStride == 0)
                cancellation.ThrowIfCancellationRequested();
            var eventMs = _queue.TryPeek(out _, out var order) ? (long)(order >> SequenceBits) : long.MaxValue;
            if (_branch is { HasHappened: false } branch && Math.Min(eventMs, next < agenda.Length ? agenda[next].TimeMs : long.MaxValue) >= branch.AtMs)
                BranchOff(branch);
            else if (next < agenda.Length && agenda[next].TimeMs <= eventMs)
                Carry(agenda[next++], isLast: next == agenda.Length);
            else
                Serve(_queue.Dequeue(), eventMs);
        }
    }

    private Instant MoveTo(long ms)
    {
        var now = _model.Terms.Claims.Start + Duration.FromMilliseconds(ms);
        _clock.MoveTo(now);
        return now;
    }

    private Person Newcomer(int entrant, RandomKey life) => new()
    {
        Entrant = entrant,
        Life = life,
        Home = _tables.Map.HomeOf(life.Block(HomeBlock).A),
        LatestHolding = -1,
        Gap = GapOf(life),
    };

    private MeanGap GapOf(RandomKey life) => _behaviour.PersonRate.Draw(life.Block(PersonBlock).C) is > 0 and var rate ? MeanGap.Of(_behaviour.MeanGapUnits, rate) : MeanGap.Endless;

    private void Serve(long what, long nowMs)
    {
        var now = MoveTo(nowMs);
        var index = (int)(what >> KindBits);
        switch (what & ((1 << KindBits) - 1))
        {
            case ClaimKind:
                Claim(index, nowMs, now);
                break;
            case ShopKind:
                Shop(index, nowMs, now);
                break;
            default:
                _cashier.Refund(_refundable[index], nowMs);
                Resume(_refundable[index].Person, nowMs);
                break;
        }
    }

    private void Claim(int first, long nowMs, Instant now)
    {
        var holding = _list.Holdings[first];
        var block = _list.Persons[holding.Person].Life.Block(WalletBlock);
        var choice = new WalletChoice(
            (byte)_behaviour.Operators.Draw(block.A), (WalletTier)(_behaviour.Tiers.Draw(block.B) + 1), _behaviour.DoubleOffline.Occurs(block.C));
        _cashier.Claim(first, _tables.PacketsWith(holding.Row), choice, _tables.PushesSubWallet.Occurs(block.D), now);
        Resume(holding.Person, nowMs);
    }

    /// <summary>Somebody who has something to spend again goes shopping, in their own shopping time, which never starts anew.</summary>
    private void Resume(int person, long nowMs)
    {
        ref var shopper = ref _list.Persons[person];
        if (shopper.IsQueued)
            return;
        if (shopper.Occasion == 0)
        {
            shopper.ShopsFromMs = Math.Max(nowMs, FirstOpening(person)) - _tables.SpendLeadMs;
            Begin(ref shopper);
        }

        if (shopper.Occasion != 0)
            QueueNext(person, nowMs);
    }

    private void Begin(ref Person shopper)
    {
        var from = shopper.ShopsFromMs + _behaviour.ReadinessMs(shopper.Life.Block(PersonBlock).D);
        (shopper.Occasion, shopper.Units) = from < _tables.Calendar.LengthMs ? (FirstOccasionBlock, _tables.Calendar.UnitsAt(from)) : (0, 0);
    }

    private long FirstOpening(int person) => _tables.Rounds[_list.Holdings[_list.Persons[person].LatestHolding].Round].SpendOpensMs;

    private void QueueNext(int person, long notBeforeMs)
    {
        ref var shopper = ref _list.Persons[person];
        if (shopper.Gap.IsEndless)
            return;
        for (; ; shopper.Occasion++)
        {
            var gap = shopper.Gap.Times(_behaviour.UnitGap.Draw(shopper.Life.Block(shopper.Occasion).A));
            if (gap >= (ulong)(_tables.Calendar.TotalUnits - shopper.Units))
            {
                shopper.Gap = MeanGap.Endless;
                return;
            }

            shopper.Units += (long)gap;
            var timeMs = _tables.SpendLeadMs + _tables.Calendar.MsAt(shopper.Units);
            if (timeMs < notBeforeMs)
                continue;
            Queue(timeMs, ShopKind, person);
            shopper.IsQueued = true;
            return;
        }
    }

    private void Shop(int person, long nowMs, Instant now)
    {
        ref var shopper = ref _list.Persons[person];
        shopper.IsQueued = false;
        var occasion = shopper.Occasion++;
        var chance = shopper.Life.Block(occasion);
        var place = shopper.Life.Block(ChannelBlocks | occasion);
        var price = Amount.FromFen(Math.Clamp(_behaviour.BasketFen.Draw(chance.B), 1, LifeEvent.BasketFenMax));
        var merchant = MerchantOf(person, occasion, chance.C, place, nowMs);
        var paid = _cashier.Pay(person, new Purchase(merchant, price, _behaviour.TopsUp.Occurs(chance.D)), nowMs, now);
        if (paid is not null && _tables.Refunds.Occurs(place.C))
            QueueRefund(paid, nowMs, place.D);
        if (HasReasonToShop(person, nowMs))
            QueueNext(person, nowMs);
    }

    private int MerchantOf(int person, ulong occasion, ulong merchantWord, RandomBlock place, long nowMs)
    {
        ref readonly var shopper = ref _list.Persons[person];
        var channel = _behaviour.Channels?.Draw(place.A) ?? 0;
        var segment = shopper.Life.Block(PlaceBlocks | occasion);
        var merchant = channel == 0
            ? _tables.Map.Draw(shopper.Home, _tables.NearHome.Occurs(segment.A), segment.B, merchantWord)
            : _model.Scenario.Merchants.Count + channel - 1;
        if (!_tables.Steers.Occurs(segment.C))
            return merchant;
        var row = _cashier.RowGoodElsewhere(person, merchant, nowMs);
        return row >= 0 && _tables.Map.DrawInScope(row, segment.D) is >= 0 and var inScope ? inScope : merchant;
    }

    private void QueueRefund(PaidPurchase paid, long nowMs, ulong word)
    {
        var delay = (UInt128)(ulong)_behaviour.UnitGap.Draw(word) * (ulong)_tables.RefundDelayMeanMs >> BehaviourTables.UnitBits;
        _refundable.Add(paid);
        Queue(nowMs + (long)delay, RefundKind, _refundable.Count - 1);
    }

    private bool HasReasonToShop(int person, long nowMs)
    {
        if (_model.Scenario.Behaviour.OwnMoney.Reading == OwnMoneyReading.AlsoAlone)
            return true;
        for (var holding = _list.Persons[person].LatestHolding; holding >= 0; holding = _list.Holdings[holding].Earlier)
        {
            ref readonly var held = ref _list.Holdings[holding];
            if (held.IsClaimed && nowMs < _tables.Rounds[held.Round].SpendClosesMs && (!held.Life.Alive.IsZero || HasRight(held)))
                return true;
        }

        return false;
    }

    private bool HasRight(in Holding held)
    {
        var terms = _model.Scenario.Campaign.Packets[held.Row];
        return held.IsFirst && (terms.DiscountRate > 0 || (!terms.MerchantCoupon.IsZero && !held.IsCouponUsed));
    }

    private void Queue(long timeMs, long kind, int index)
    {
        if (_sequence >> SequenceBits != 0)
            throw new InvalidOperationException($"A run has more than {1 << SequenceBits} events.");
        _queue.Enqueue(((long)index << KindBits) | kind, ((ulong)timeMs << SequenceBits) | _sequence++);
    }
}
