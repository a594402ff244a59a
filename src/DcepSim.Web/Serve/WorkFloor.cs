using System.Diagnostics.Metrics;
using System.Globalization;

namespace DcepSim.Web.Serve;

/// <summary>All works: starts them up to a limit, remembers the latest, stops all at the end.</summary>
/// <remarks>Safe to use from several threads.</remarks>
internal sealed class WorkFloor : IAsyncDisposable
{
    /// <summary>The name of the meter that counts works.</summary>
    public const string MeterName = "DcepSim.Web";

    private const int Remembered = 50;

    private readonly Lock _gate = new();
    private readonly ServeOptions _options;
    private readonly ResultShelf _results;
    private readonly SortedDictionary<int, Work> _works = [];
    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _started;
    private readonly Counter<long> _refused;
    private int _last;
    private bool _isClosed;

    public WorkFloor(ServeOptions options, ResultShelf results)
    {
        (_options, _results) = (options, results);
        _started = _meter.CreateCounter<long>("dcepsim.works.started", "{work}", "Works started.");
        _refused = _meter.CreateCounter<long>("dcepsim.works.refused", "{work}", "Works refused because too many went on.");
        _meter.CreateObservableGauge("dcepsim.works.going", () => Going, "{work}", "Works that go on.");
    }

    /// <summary>How many go on.</summary>
    public int Going => All.Count(work => work.State == WorkState.Going);

    /// <summary>The works remembered, the latest first.</summary>
    public IReadOnlyList<WorkView> All
    {
        get
        {
            lock (_gate)
                return [.. _works.Values.Reverse().Select(work => work.View)];
        }
    }

    /// <summary>A work by its number; null where there is none.</summary>
    public Work? Find(string id)
    {
        lock (_gate)
            return int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? _works.GetValueOrDefault(number) : null;
    }

    /// <summary>Starts a work.</summary>
    /// <param name="kind">What it does.</param>
    /// <param name="subject">To what.</param>
    /// <param name="resultStem">What its result is to be called, made unique; null for no result.</param>
    /// <param name="arguments">What the program is asked.</param>
    /// <returns>The work; null when too many go on.</returns>
    public Work? TryStart(WorkKind kind, string subject, string? resultStem, IReadOnlyList<string> arguments)
    {
        lock (_gate)
        {
            var going = _works.Values.Where(work => work.View.State == WorkState.Going).ToList();
            if (_isClosed || going.Count >= _options.WorksMax)
            {
                _refused.Add(1);
                return null;
            }

            var result = resultStem is null ? null : _results.FreeName(resultStem, going.Select(work => work.View.Result));
            string[] all = result is null ? [.. arguments] : [.. arguments, "--out", _results.PathOf(result)];
            var view = new WorkView { Id = ++_last, Kind = kind, Subject = subject, Result = result, CommandLine = "dcepsim " + string.Join(' ', all) };
            var work = Work.Start(view, _options.Program, all);
            _works.Add(_last, work);
            _started.Add(1);
            foreach (var old in _works.Where(pair => pair.Value.View.State != WorkState.Going).SkipLast(Remembered).ToList())
                _works.Remove(old.Key);
            return work;
        }
    }

    /// <summary>Stops all works and waits for their end.</summary>
    public async ValueTask DisposeAsync()
    {
        List<Work> works;
        lock (_gate)
        {
            _isClosed = true;
            works = [.. _works.Values];
        }

        works.ForEach(work => work.Stop());
        await Task.WhenAll(works.Select(work => work.Ended)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _meter.Dispose();
    }
}
