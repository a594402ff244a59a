using System.Runtime.InteropServices;
using DcepSim.Ledger;
using DcepSim.Settlement;
using DcepSim.Simulation.Agents;
using DcepSim.Simulation.Mechanisms;
using DcepSim.Simulation.Purses;
using DcepSim.Simulation.Timeline;
using NodaTime;

namespace DcepSim.Simulation;

/// <summary>
/// Carries a campaign through from the draw to the audit, once for each call, in order of time and with every fen through the ledger.
/// </summary>
/// <remarks>Uses its memory from run to run, so make one for each worker thread; not safe for concurrent use. A run is a pure function of
/// (scenario, key): no clock, no disk, no other chance.</remarks>
public sealed class CampaignRun
{
    private const int RecalledTogether = 16384;
    private const int PartsPerWorker = 4;
    private const int PartLengthMin = 1024;
    private const int StretchBitsMin = 16;
    private const int StretchBitsMax = 22;
    private const int StretchesWinners = 8192; // about as many winners for each stretch: their events then fit the nearer caches

    // What there is to do at once while a stretch is settled; further jobs take memory for the accounts of the next.
    private const int TellJob = 0;
    private const int ServeJob = 1;
    private const int ReadJob = 2;
    private const int FetchJobs = 3;

    private readonly CampaignModel _model;
    private readonly Func<LedgerOptions, IClock, ISettlement>? _openSettlement;
    private readonly IWorkers _workers;
    private readonly RunMemory _memory;
    private readonly LifeGenerator _lives;
    private readonly LifeGenerator? _livesAfter;
    private readonly long _branchMs;
    private readonly long _lengthMs;

    /// <summary>Makes ready for runs of a model.</summary>
    /// <param name="model">What is run.</param>
    /// <param name="openSettlement">Opens the empty book of one run, given the capacities it needs and the run's clock; null settles inline,
    /// in memory. The run closes it. A scenario with purses opens a second one for them when the campaign is over.</param>
    /// <param name="workers">Carry out parts of a run at the same time; null leaves all to the caller's thread. Cannot be seen in an
    /// outcome.</param>
    /// <param name="memory">Memory of earlier runs, also of another scenario; null takes some of its own. The caller disposes of it.</param>
    public CampaignRun(
        CampaignModel model, Func<LedgerOptions, IClock, ISettlement>? openSettlement = null, IWorkers? workers = null, RunMemory? memory = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        _openSettlement = openSettlement;
        _workers = workers ?? OneWorker.Instance;
        _memory = memory ?? new RunMemory();
        var spendLeadMs = (long)(model.Terms.Spending.Start - model.Terms.Claims.Start).TotalMilliseconds;
        _lives = new LifeGenerator(model.Behaviour, spendLeadMs, model.Scenario.Behaviour.OwnMoney.Reading);
        _lengthMs = spendLeadMs + model.Behaviour.Calendar.LengthMs;
        if (model.Branch is { } branch && !model.HasMechanisms)
        {
            _livesAfter = new LifeGenerator(branch.After.Behaviour, spendLeadMs, branch.After.Scenario.Behaviour.OwnMoney.Reading);
            _branchMs = (long)(branch.At - model.Terms.Claims.Start).TotalMilliseconds;
        }
    }

    /// <summary>From how many winners on whoever watches is told of a stretch while the next is settled; two million unless set. Cannot be seen in an
    /// outcome.</summary>
    internal int ToldLaterMin { get; init; } = 2_000_000;

    /// <summary>Runs the campaign once.</summary>
    /// <param name="key">The run's chance; the same key gives the same outcome.</param>
    /// <param name="payments">Sees every payment in order of time; may be null.</param>
    /// <param name="phaseBegins">Called at the start of each phase, so that a caller with a clock can time them; may be null.</param>
    /// <param name="cancellation">Stops the run; checked every few thousand events.</param>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public RunOutcome Execute(
        RandomKey key,
        IPaymentObserver? payments = null,
        Action<RunPhase>? phaseBegins = null,
        CancellationToken cancellation = default)
    {
        var campaign = RunCampaign(key, payments, phaseBegins, cancellation);
        if (_model.Registration is { } registration)
            campaign = campaign with { RegistrationsByHour = ImmutableCollectionsMarshal.AsImmutableArray(registration.ByHour(key)) };
        if (_model.Purses is not { } purses)
            return campaign;
        phaseBegins?.Invoke(RunPhase.Settlement);
        return PurseRun.AddTo(campaign, purses, _openSettlement, _memory, key, cancellation);
    }

    private RunOutcome RunCampaign(RandomKey key, IPaymentObserver? payments, Action<RunPhase>? phaseBegins, CancellationToken cancellation)
    {
        if (_model.Mechanisms is { } mechanisms)
            return MechanismRun.Execute(_model, mechanisms, _openSettlement, _memory, key, payments, phaseBegins, cancellation);
        if (_model.Scenario.Behaviour.ExtraSpending is not { } prior)
            return RunLottery(key, payments, phaseBegins, cancellation);
        var lives = new TwoLives(prior, key, payments);
        return RunLottery(key, lives, phaseBegins, cancellation) with { Extra = lives.Extra };
    }

    private RunOutcome RunLottery(RandomKey key, IPaymentObserver? payments, Action<RunPhase>? phaseBegins, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        phaseBegins?.Invoke(RunPhase.Draw);
        var winners = DrawnWinners.Of(_model, key.Child("draw"));

        phaseBegins?.Invoke(RunPhase.Model);
        var sheaves = TellLives(winners, key.Child("lives"), cancellation);

        phaseBegins?.Invoke(RunPhase.Settlement);
        var clock = new SimulatedClock(_model.Terms.DrawTime);
        var capacity = CampaignAccounts.CapacityFor(_model);
        var settlement = _openSettlement?.Invoke(capacity, clock);
        try
        {
            var teller = new Teller(settlement ?? _memory.Book(capacity, clock), clock);
            var cashier = new CampaignCashier(_model, winners, _memory.Cards(winners.Count, _workers), key, teller, _memory.Written, payments);
            var campaignTeller = new CampaignTeller(teller, cashier.Book, winners, payments);
            _memory.BeginRoll(campaignTeller);
            cashier.Fund();
            if (_workers.Count == 1 || !teller.IsInline)
            {
                SettleAlone(sheaves, winners.Count, cashier, cancellation); // who settles elsewhere is served as it happens
            }
            else
            {
                // Who watches a smaller run is told as it happens: what waits to be told would be a tenth of its memory.
                SettleTogether(sheaves, winners, cashier, campaignTeller, winners.Count < ToldLaterMin ? null : payments, new AccountsAhead(teller), cancellation);
                RecallTogether(winners.Count, cashier, campaignTeller, cancellation);
            }

            phaseBegins?.Invoke(RunPhase.Audit);
            return cashier.Outcome(_workers);
        }
        finally
        {
            Waiting.For(settlement?.DisposeAsync() ?? default);
        }
    }

    private int StretchBits(int winners)
    {
        var bits = StretchBitsMax;
        while (bits > StretchBitsMin && (_lengthMs >> bits) * StretchesWinners < winners)
            bits--;
        return bits;
    }

    private EventSheaf[] TellLives(DrawnWinners winners, RandomKey lives, CancellationToken cancellation)
    {
        var parts = _workers.Count == 1 ? 1 : Math.Clamp(winners.Count / PartLengthMin, 1, PartsPerWorker * _workers.Count);
        var bits = StretchBits(winners.Count);
        var sheaves = _memory.Sheaves(parts, (int)(_lengthMs >> bits) + 1, bits);
        _workers.CarryOut(parts, part =>
        {
            var (from, until) = ((int)((long)part * winners.Count / parts), (int)((part + 1L) * winners.Count / parts));
            for (var place = from; place < until; place += LifeColumns.Length)
            {
                cancellation.ThrowIfCancellationRequested();
                var count = Math.Min(LifeColumns.Length, until - place);
                if (_livesAfter is null)
                    TellTogether(place, count, winners, lives, sheaves[part]);
                else
                    TellBranched(place, count, winners, lives, sheaves[part]);
            }
        });
        return sheaves;
    }

    private void TellTogether(int first, int count, DrawnWinners winners, RandomKey lives, EventSheaf events)
    {
        var columns = events.Columns;
        for (var life = 0; life < count; life++)
            columns.Numbers[life] = (ulong)winners.EntrantAt(first + life);
        _model.CopyFaces(first, columns.MostFen.AsSpan(0, count));
        _lives.TellTogether(first, count, lives, columns, events);
    }

    private void TellBranched(int first, int count, DrawnWinners winners, RandomKey lives, EventSheaf events)
    {
        for (var place = first; place < first + count; place++)
        {
            var life = lives.Child((ulong)winners.EntrantAt(place));
            _livesAfter!.TellSince(
                Math.Max(0, _branchMs), _lives.TellUntil(_branchMs, place, _model.FaceOf(place).Fen, life, events), place, life, events);
        }
    }

    private void SettleAlone(EventSheaf[] sheaves, int winners, CampaignCashier cashier, CancellationToken cancellation)
    {
        var bits = sheaves[0].StretchBits;
        for (var stretch = 0; stretch < StretchesOf(bits); stretch++)
        {
            cancellation.ThrowIfCancellationRequested();
            _memory.Next.Read(sheaves, stretch, bits);
            cashier.Serve(_memory.Next.Events);
        }

        for (var first = 0; first < winners; first += RecalledTogether)
        {
            cancellation.ThrowIfCancellationRequested();
            cashier.Recall(first, Math.Min(RecalledTogether, winners - first));
        }

        cashier.ReturnUnclaimed();
    }

    // Till and ledger stay on one processor, so that what one writes for the other never leaves a processor's nearest memory. Beside them whoever is told later
    // is told of the stretch before, 48 bytes each, which is less than half of what they write, the next stretch is put in order, and memory is taken for the
    // accounts it will open. Who watches is told on the caller's thread, which has the first part.
    private void SettleTogether(
        EventSheaf[] sheaves, DrawnWinners winners, CampaignCashier cashier, CampaignTeller teller, IPaymentObserver? toldLater, AccountsAhead accounts,
        CancellationToken cancellation)
    {
        var bits = sheaves[0].StretchBits;
        var stretches = StretchesOf(bits);
        var firstJob = toldLater is null ? ServeJob : TellJob;
        _workers.CarryOut(1 + accounts.PiecesFor(EventsIn(sheaves, 0)), part =>
        {
            if (part == 0)
                _memory.Next.Read(sheaves, 0, bits);
            else
                accounts.Fetch(part - 1);
        });
        for (var step = 0; step < stretches; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            _memory.TurnOver();
            _memory.TurnNews();
            teller.News = toldLater is null ? null : _memory.News;
            var next = step + 1;
            var jobs = next < stretches ? FetchJobs + accounts.PiecesFor(EventsIn(sheaves, step) + EventsIn(sheaves, next)) : ReadJob;
            _workers.CarryOut(jobs - firstJob, part =>
            {
                var job = firstJob + part;
                if (job == TellJob)
                    _memory.Told.TellTo(toldLater!, winners);
                else if (job == ServeJob)
                    cashier.Serve(_memory.Served.Events);
                else if (job == ReadJob)
                    _memory.Next.Read(sheaves, next, bits);
                else
                    accounts.Fetch(job - FetchJobs);
            });
        }

        if (toldLater is not null)
            _memory.News.TellTo(toldLater, winners);
        teller.News = null;
        _memory.KeepSheets();
    }

    private static int EventsIn(EventSheaf[] sheaves, int stretch)
    {
        var events = 0;
        foreach (var sheaf in sheaves)
            events += sheaf.CountIn(stretch);
        return events;
    }

    private void RecallTogether(int winners, CampaignCashier cashier, CampaignTeller teller, CancellationToken cancellation)
    {
        var recalls = (winners + RecalledTogether - 1) / RecalledTogether;
        for (var step = 0; step <= recalls; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            _memory.TurnRoll();
            cashier.Roll = _memory.Written;
            var first = step * RecalledTogether;
            _workers.CarryOut(2, part =>
            {
                if (part == 0)
                    teller.HandOver(_memory.HandedOver);
                else if (first < winners)
                    cashier.Recall(first, Math.Min(RecalledTogether, winners - first));
                else
                    cashier.ReturnUnclaimed();
            });
        }

        teller.HandOver(_memory.Written);
    }

    private int StretchesOf(int bits) => (int)(_lengthMs >> bits) + 1;
}
