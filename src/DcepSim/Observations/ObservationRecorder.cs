using DcepSim.Experiments;
using DcepSim.Simulation;
using DcepSim.Simulation.Scenarios;
using NodaTime;

namespace DcepSim.Observations;

/// <summary>Observes an experiment: the first run in full, all runs by hour.</summary>
/// <remarks>Use it as the <see cref="ExperimentOptions.Recorder"/> of one experiment, or let a <see cref="Results.ResultsFolder"/> do so. Safe for
/// the threads of that experiment.</remarks>
public sealed class ObservationRecorder : IExperimentRecorder
{
    private const int FirstRun = 1;

    private readonly Lock _gate = new();
    private readonly Dictionary<int, HourlyObserver> _open = [];
    private Scenario? _scenario;
    private Instant _start;
    private int _hours;
    private HourlySums? _sums;
    private FlowPlaces? _places;
    private FlowSums? _flows;
    private FullObserver? _full;

    private int Channels => _scenario!.Merchants.OnlinePlatforms.IsEmpty ? 1 : 2;

    /// <inheritdoc/>
    public void Begin(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        if (_scenario is not null)
            throw new InvalidOperationException("It observes one experiment, and that has begun before.");
        var terms = ScenarioTerms.Of(scenario);
        _scenario = scenario;
        _start = terms.Claims.Start;
        _hours = (int)Math.Ceiling((ScenarioTerms.LastEndOf(scenario) - _start).TotalHours);
        _sums = new(_start, _hours, Channels);
        _places = new(scenario.Merchants);
        _flows = new(_places);
    }

    /// <inheritdoc/>
    public IPaymentObserver? BeginRun(int run) => _scenario is null ? null : BeginRun(run, _scenario);

    /// <inheritdoc/>
    public IPaymentObserver? BeginRun(int run, Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        if (_scenario is null)
            return null;
        var hourly = new HourlyObserver(_start, _hours, Channels, scenario.Merchants.Count, ReferenceEquals(scenario, _scenario) ? _places! : new FlowPlaces(scenario.Merchants)); // a set of an ensemble may move them
        lock (_gate)
            _open.Add(run, hourly);
        return run == FirstRun ? SeveralObservers.Of(hourly, _full = new FullObserver(scenario, _start, _hours)) : hourly;
    }

    /// <inheritdoc/>
    public void EndRun(int run)
    {
        lock (_gate)
        {
            if (!_open.Remove(run, out var hourly))
                return;
            _sums!.Add(hourly);
            _flows!.Add(hourly.Flows);
        }
    }

    /// <summary>What was observed, once the experiment is over; <c>null</c> when none was.</summary>
    public CampaignObservations? Observed()
    {
        lock (_gate)
            return _sums is { Runs: > 0 } sums && _full is { } full ? new(sums.Runs, sums.Hours(), full.Observed(FirstRun)) { Flows = _flows!.Flows() } : null;
    }
}
