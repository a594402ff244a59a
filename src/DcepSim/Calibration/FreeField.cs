using System.Collections.Immutable;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Calibration;

/// <summary>A field of a scenario that a fit may change.</summary>
internal sealed record FreeField(string Path, double Low, double High, Func<Scenario, double> Get, Func<Scenario, double, Scenario> Set)
{
    public static ImmutableArray<FreeField> All { get; } =
    [
        Behaviour("behaviour.occasions.perDay", 0.01, 50,
            behaviour => behaviour.Occasions.PerDay,
            (behaviour, value) => behaviour with { Occasions = behaviour.Occasions with { PerDay = value } }),
        Behaviour("behaviour.basket.medianYuan", 1, 20_000,
            behaviour => behaviour.Basket.MedianYuan,
            (behaviour, value) => behaviour with { Basket = behaviour.Basket with { MedianYuan = value } }),
        Behaviour("behaviour.ownMoney.topUpProbability", 0.0001, 1,
            behaviour => behaviour.OwnMoney.TopUpProbability,
            (behaviour, value) => behaviour with { OwnMoney = behaviour.OwnMoney with { TopUpProbability = value } }),
        new("merchants.onlinePlatforms[0].share", 0.0001, 0.9999,
            scenario => scenario.Merchants.OnlinePlatforms[0].Share,
            (scenario, value) => scenario with
            {
                Merchants = scenario.Merchants with
                {
                    OnlinePlatforms = scenario.Merchants.OnlinePlatforms.SetItem(0, scenario.Merchants.OnlinePlatforms[0] with { Share = value }),
                },
            }),
    ];

    /// <summary>The fields that a scenario marks as fitted.</summary>
    public static ImmutableArray<FreeField> Of(Scenario scenario) =>
        [.. All.Where(field => scenario.Provenance.TryGetValue(field.Path, out var provenance) && provenance.Mark == Mark.Fitted)];

    private static FreeField Behaviour(
        string path, double low, double high, Func<BehaviourScenario, double> get, Func<BehaviourScenario, double, BehaviourScenario> set) =>
        new(path, low, high, scenario => get(scenario.Behaviour), (scenario, value) => scenario with { Behaviour = set(scenario.Behaviour, value) });
}
