using System.Collections.Immutable;
using DcepSim.Calibration;
using DcepSim.Experiments;
using DcepSim.Simulation.Scenarios;
using DcepSim.Statistics.Estimation;
using DcepSim.Statistics.Sampling;
using NodaTime;

namespace DcepSim.Forecasts;

/// <summary>Parameters for a pilot that is known only by its rules: those of the training pilots, moved by as much as pilots may differ.</summary>
internal sealed class ForecastDraws
{
    private const double LogLapseMax = -0.001;
    private const int NormalBits = 40;
    private const int MiddleDraws = 1_000;

    private static readonly QuantileTable Normal = QuantileTable.From(QuantileFunction.Normal(0, 1), NormalBits, "between pilots");

    private readonly TrainedSets _trained;
    private readonly ImmutableArray<CalibratedField> _over;
    private readonly ImmutableArray<ForecastField> _between;
    private readonly ImmutableArray<CalibratedField> _fields;
    private readonly RandomKey _key;
    private readonly double _logWindow;
    private readonly double[] _upTo;

    public ForecastDraws(TrainedSets trained, Scenario target, long seed)
    {
        _trained = trained;
        _over = [.. trained.Options.Over.Where(field => field.In(target) is not null)];
        _between = [.. trained.Options.Between.Where(between => between.Field.In(target) is not null)];
        _fields = [.. _over, .. _between.Select(between => between.Field)];
        _key = RandomKey.FromSeed(seed).Child("between pilots");
        _logWindow = Math.Log(Period.Between(target.Campaign.SpendOpens, target.Campaign.SpendCloses, PeriodUnits.Minutes).Minutes / 60.0);
        _upTo = UpTo(trained);
    }

    /// <summary>One set: the median of every field. Its runs differ by chance alone.</summary>
    public ParameterEnsemble Middle() => Ensemble(
        "the median of every field",
        [[.. _fields.Select(field => Quantile.Of([.. Enumerable.Range(0, MiddleDraws).Select(draw => SetOf(draw, MiddleDraws).ValueOf(field.Path))], 0.5))]]);

    /// <summary>The trained sets: their runs differ by chance and by what training leaves open.</summary>
    /// <param name="draws">How many.</param>
    public ParameterEnsemble Parameters(int draws) => Ensemble(
        "the training pilots' sets", Enumerable.Range(0, draws).Select(draw => _fields.Select(field => SetOf(draw, draws).ValueOf(field.Path)).ToArray()));

    /// <summary>Sets for new pilots: their runs differ by chance, by what training leaves open, and as pilots may.</summary>
    /// <param name="draws">How many; a trained set is taken the more often the likelier it is that pilots lie as far apart as in it.</param>
    /// <param name="factor">By which the assumed scales are multiplied.</param>
    public ParameterEnsemble NewPilots(int draws, double factor) => Ensemble(
        "the training pilots' sets, moved as pilots may differ",
        Enumerable.Range(0, draws).Select(draw => _over
            .Select(field => SetOf(draw, draws).ValueOf(field.Path))
            .Concat(_between.Select(between => Moved(between, SetOf(draw, draws), draw, factor)))
            .ToArray()));

    private TrainedSet SetOf(int draw, int draws)
    {
        var place = Array.BinarySearch(_upTo, (draw + 0.5) / draws);
        return _trained.Sets[Math.Min(place < 0 ? ~place : place, _upTo.Length - 1)];
    }

    // Assumed values under which the training pilots look alike are likelier than those under which they look far apart.
    private static double[] UpTo(TrainedSets trained)
    {
        var logarithms = trained.Sets.Select(set => trained.Options.Between
            .Where(between => between.BetweenScale > 0)
            .Sum(between => BetweenSpread.LogLikelihood(between.BetweenScale, set.Told(between.Path)))).ToArray();
        var greatest = logarithms.Max();
        var weights = logarithms.Select(logarithm => Math.Exp(logarithm - greatest)).ToArray();
        var total = weights.Sum();
        var sum = 0.0;
        return [.. weights.Select(weight => sum += weight / total)];
    }

    // Where no pilot told, the assumed range holds the difference between pilots already.
    private double Moved(ForecastField between, TrainedSet set, int draw, double factor)
    {
        var told = set.Told(between.Path);
        if (told.Length == 0)
            return set.ValueOf(between.Path);
        var chance = _key.Child((ulong)draw).Child(between.Path).Block(0);
        var spread = BetweenSpread.Quantile(factor * between.BetweenScale, told, Math.ScaleB(chance.A, -64));
        return told.Average() + (Math.ScaleB(Normal.Draw(chance.B), -NormalBits) * spread * Math.Sqrt(1 + (1.0 / told.Length)));
    }

    private ParameterEnsemble Ensemble(string origin, IEnumerable<double[]> sets) => new(
        origin, [.. _fields.Select(field => field.Path)], [.. sets.Select(set => Possible(set).Select((value, place) => _fields[place].Unmeasured(value)).ToImmutableArray())]);

    // No more can lapse than all.
    private double[] Possible(double[] set)
    {
        var (intercept, slope) = (PlaceOf("behaviour.claim.lapseIntercept"), PlaceOf("behaviour.claim.lapseWindowSlope"));
        if (intercept >= 0 && slope >= 0)
            set[intercept] = Math.Min(set[intercept], LogLapseMax - (set[slope] * _logWindow));
        return set;
    }

    private int PlaceOf(string path) => _fields.Select((field, place) => field.Path == path ? place : -1).Max();
}
