using DcepSim.Campaigns;
using DcepSim.Ledger;
using DcepSim.Settlement;
using DcepSim.Simulation.Agents;
using DcepSim.Simulation.Timeline;
using NodaTime;

namespace DcepSim.Simulation;

/// <summary>
/// Carries a campaign through from the draw to the audit, once for each call, in order of time and with every fen through the ledger.
/// </summary>
/// <remarks>Keeps its scratch memory from run to run, so make one for each worker thread; not safe for concurrent use. A run is a pure
/// function of (scenario, key): no clock, no disk, no other chance.</remarks>
public sealed class CampaignRun
{
    private const int CancellationStride = 4096;

    private readonly CampaignModel _model;
    private readonly Func<LedgerOptions, IClock, ISettlement> _openSettlement;
    private readonly LifeGenerator _lives;
    private readonly EventList _events = new();

    /// <summary>Makes the scratch for runs of a model.</summary>
    /// <param name="model">What is run.</param>
    /// <param name="openSettlement">Opens the empty book of one run, given the capacities it needs and the run's clock; null settles inline,
    /// in memory. The run closes it.</param>
    public CampaignRun(CampaignModel model, Func<LedgerOptions, IClock, ISettlement>? openSettlement = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        _openSettlement = openSettlement ?? ((options, clock) => new InlineSettlement(options, clock));
        var spendLeadMs = (long)(model.Terms.Spending.Start - model.Terms.Claims.Start).TotalMilliseconds;
        _lives = new LifeGenerator(model.Behaviour, spendLeadMs, model.Scenario.Behaviour.OwnMoney.Reading);
    }

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
        cancellation.ThrowIfCancellationRequested();
        phaseBegins?.Invoke(RunPhase.Draw);
        var winners = LotteryDraw.Winners(_model.Scenario.Campaign.Applicants, _model.Terms.Draw.Places, key.Child("draw"));

        phaseBegins?.Invoke(RunPhase.Model);
        TellLives(winners, key.Child("lives"), cancellation);

        phaseBegins?.Invoke(RunPhase.Settlement);
        var clock = new SimulatedClock(_model.Terms.DrawTime);
        var settlement = _openSettlement(CampaignAccounts.CapacityFor(_model), clock);
        try
        {
            var cashier = new CampaignCashier(_model, winners, key, new Teller(settlement), payments);
            cashier.Fund();
            SettleEvents(cashier, clock, cancellation);
            clock.MoveTo(_model.Terms.Spending.End);
            cashier.Recall();

            phaseBegins?.Invoke(RunPhase.Audit);
            return cashier.Outcome();
        }
        finally
        {
            Waiting.For(settlement.DisposeAsync());
        }
    }

    private void TellLives(int[] winners, RandomKey lives, CancellationToken cancellation)
    {
        _events.Clear();
        for (var place = 0; place < winners.Length; place++)
        {
            if (place % CancellationStride == 0)
                cancellation.ThrowIfCancellationRequested();
            _lives.Tell(place, _model.FaceOf(place), lives.Child((ulong)winners[place]), _events);
        }

        _events.Sort();
    }

    private void SettleEvents(CampaignCashier cashier, SimulatedClock clock, CancellationToken cancellation)
    {
        for (var place = 0; place < _events.Count; place++)
        {
            if (place % CancellationStride == 0)
                cancellation.ThrowIfCancellationRequested();
            var now = _model.Terms.Claims.Start + Duration.FromMilliseconds(_events.TimeMsAt(place));
            clock.MoveTo(now);
            cashier.Serve(_events[place], now);
        }
    }
}
