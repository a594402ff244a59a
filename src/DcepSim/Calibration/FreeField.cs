using System.Collections.Immutable;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Calibration;

/// <summary>A field of a scenario that a fit may change.</summary>
internal sealed record FreeField(string Path, double Low, double High, Func<BehaviourScenario, double> Get, Func<BehaviourScenario, double, BehaviourScenario> Set)
{
    public static ImmutableArray<FreeField> All { get; } =
    [
        new("behaviour.occasions.perDay", 0.01, 50,
            behaviour => behaviour.Occasions.PerDay,
            (behaviour, value) => behaviour with { Occasions = behaviour.Occasions with { PerDay = value } }),
        new("behaviour.basket.medianYuan", 1, 20_000,
            behaviour => behaviour.Basket.MedianYuan,
            (behaviour, value) => behaviour with { Basket = behaviour.Basket with { MedianYuan = value } }),
        new("behaviour.ownMoney.topUpProbability", 0.0001, 1,
            behaviour => behaviour.OwnMoney.TopUpProbability,
            (behaviour, value) => behaviour with { OwnMoney = behaviour.OwnMoney with { TopUpProbability = value } }),
    ];

    /// <summary>The fields that a scenario marks as fitted.</summary>
    public static ImmutableArray<FreeField> Of(Scenario scenario) =>
        [.. All.Where(field => scenario.Provenance.TryGetValue(field.Path, out var provenance) && provenance.Mark == Mark.Fitted)];
}
