using System.Collections.Immutable;
using DcepSim.Calibration;
using DcepSim.Experiments;
using DcepSim.Forecasts;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;
using DcepSim.Statistics.Sampling;
using DcepSim.Testing;

namespace DcepSim.UnitTests.Forecasts;

/// <summary>Three made-up pilots of one kind: common behaviour, moved in each by an effect of its own, whose size is known to whoever made the
/// family. Two have published totals, as Luohu and Suzhou have; the third is to be forecast.</summary>
internal sealed class PilotFamily
{
    private const int Bits = 40;
    private static readonly QuantileTable Normal = QuantileTable.From(QuantileFunction.Normal(0, 1), Bits);

    private readonly RandomKey _key;
    private readonly int _winners;
    private readonly Dictionary<string, double> _common = [];
    private readonly Dictionary<string, double> _spread = [];

    /// <param name="key">All chance of the family.</param>
    /// <param name="winners">Winners of each pilot.</param>
    public PilotFamily(RandomKey key, int winners)
    {
        (_key, _winners) = (key, winners);
        foreach (var field in CalibratedField.Assumable)
            _common[field.Path] = field.Measured(field.Low) + ((field.Measured(field.High) - field.Measured(field.Low)) * Uniform(key.Child(field.Path)));
        foreach (var between in ForecastField.All)
        {
            var (low, high) = (between.Field.Measured(between.AssumedLow), between.Field.Measured(between.AssumedHigh));
            _common[between.Field.Path] = low + ((high - low) * Uniform(key.Child(between.Field.Path)));
            _spread[between.Field.Path] = between.BetweenScale * Math.Abs(Gauss(key.Child(between.Field.Path).Child("spread")));
        }

        // The common claim rate, and not an intercept that depends on the slope, is what is drawn: 3 to 12 % lapse in the first pilot.
        _common["behaviour.claim.lapseIntercept"] = Math.Log(0.03 + (0.09 * Uniform(key.Child("lapse")))) - (_common["behaviour.claim.lapseWindowSlope"] * Math.Log(150));
    }

    public static ImmutableArray<Metric> Outcomes { get; } = [Metric.Claimed, Metric.Payments, Metric.Redeemed, Metric.OwnMoney, Metric.OnlineRedeemed];

    public Scenario First() => Published(
        Pilot("first", hours: 150, merchants: 34, online: false),
        [Metric.Claimed, Metric.Payments, Metric.Redeemed, Metric.OwnMoney],
        ["behaviour.claim.lapseIntercept", "behaviour.occasions.perDay", "behaviour.basket.medianYuan", "behaviour.ownMoney.topUpProbability"]);

    public Scenario Second() => Published(
        Pilot("second", hours: 388, merchants: 104, online: true),
        [Metric.Claimed, Metric.Redeemed, Metric.OnlineRedeemed],
        ["behaviour.claim.lapseIntercept", "behaviour.occasions.perDay", "merchants.onlinePlatforms[0].share"]);

    /// <summary>The third pilot as it is, which the forecast may not know.</summary>
    public Scenario Third() => Pilot("third", hours: 240, merchants: 50, online: true);

    /// <summary>The third pilot's rules, with behaviour that says nothing.</summary>
    public Scenario ThirdByItsRules() => Rules("third", 240, 50, online: true);

    public Dictionary<Metric, double> OutcomeOf(Scenario pilot)
    {
        var run = new CampaignExperiment(pilot, new ExperimentOptions { Runs = 1, Threads = 1, Seed = (long)(_key.Child("outcome").Child(pilot.Name).Word(0) >> 1) }).RunAsync().GetAwaiter().GetResult();
        return Outcomes.Where(metric => metric.AppliesTo(pilot)).ToDictionary(metric => metric, metric => metric.ValueIn(run.Runs[0].Outcome));
    }

    private Scenario Published(Scenario pilot, Metric[] metrics, string[] fitted)
    {
        var outcome = OutcomeOf(pilot);
        return pilot with
        {
            Published = pilot.Published.AddRange(metrics.Select(metric => KeyValuePair.Create(metric.Name, new PublishedFigure((long)Math.Max(1, outcome[metric]), FigureRole.Fitted, "made for this test")))),
            Provenance = pilot.Provenance.SetItems(fitted.Select(path => KeyValuePair.Create(path, new Provenance(Mark.Fitted, "this test")))),
        };
    }

    private Scenario Pilot(string name, int hours, int merchants, bool online)
    {
        var settings = new List<string>();
        foreach (var field in CalibratedField.Assumable.Concat(ForecastField.All.Select(between => between.Field)))
        {
            if (field.Path.StartsWith("merchants", StringComparison.Ordinal) && !online)
                continue;
            var value = _common[field.Path] + (_spread.TryGetValue(field.Path, out var spread) ? spread * Gauss(_key.Child(field.Path).Child(name)) : 0);
            if (field.Path == "behaviour.claim.lapseIntercept")
                value = Math.Min(value, -0.01 - (_common["behaviour.claim.lapseWindowSlope"] * Math.Log(hours)));
            settings.Add(field.Setting(value));
        }

        return ScenarioReader.Check(Rules(name, hours, merchants, online), settings);
    }

    private Scenario Rules(string name, int hours, int merchants, bool online)
    {
        var tiny = TinyScenarios.Lottery(_winners);
        return tiny with
        {
            Name = name,
            Campaign = tiny.Campaign with { SpendCloses = tiny.Campaign.SpendOpens.PlusHours(hours) },
            Merchants = new MerchantScenario(merchants, 0, online ? [new PlatformScenario(new LocalizedText("Platform", "平台"), 0.3)] : []),
            Behaviour = tiny.Behaviour with { Occasions = tiny.Behaviour.Occasions with { ReferenceMerchants = 34 } },
        };
    }

    private static double Uniform(RandomKey key) => Math.ScaleB(key.Word(0), -64);

    private static double Gauss(RandomKey key) => Math.ScaleB(Normal.Draw(key.Word(1)), -Bits);
}
