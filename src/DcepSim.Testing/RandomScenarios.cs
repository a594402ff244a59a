using DcepSim.Simulation.Scenarios;
using FsCheck;
using FsCheck.Fluent;

namespace DcepSim.Testing;

/// <summary>Small campaigns of every kind that a scenario file can say: one or two faces, a budget with or without a rest, early or late claims,
/// rare or frequent, cheap or dear purchases, both readings of own money, both sets of limits,
/// people who wait at first and people who hurry at the end.</summary>
public static partial class RandomScenarios
{
    /// <summary>Scenarios of up to 60 packets, without faults.</summary>
    public static Arbitrary<Scenario> Arbitrary() => (
        from winners in Gen.Choose(1, 40)
        from dear in Gen.Choose(0, 20)
        from surplusYuan in Gen.Choose(0, 500)
        from perDay in Gen.Elements(0.1, 2, 20)
        from median in Gen.Elements(5.0, 80, 600)
        from topUp in Gen.Elements(0.0, 0.5, 1)
        from reading in Gen.Elements(OwnMoneyReading.BesidePacket, OwnMoneyReading.AlsoAlone)
        from limits in Gen.Elements("test-2020-08", "june-2021")
        from leadHours in Gen.Choose(0, 20)
        from readiness in Gen.Elements(0.0, 0, 30)
        from deadline in Gen.Elements(1.0, 1, 5)
        select WithMoney(TinyScenarios.Lottery(winners), dear, surplusYuan, leadHours) with
        {
            Behaviour = WithTiming(Behave(TinyScenarios.Lottery(winners).Behaviour, perDay, median, new OwnMoneyScenario(topUp, reading)), readiness, deadline),
            Wallets = new WalletScenario(limits, [0, 0, 0.5, 0.5]),
        }).ToArbitrary();

    private static Scenario WithMoney(Scenario tiny, int dear, int surplusYuan, int leadHours) => tiny with
    {
        Campaign = tiny.Campaign with
        {
            Packets = dear == 0 ? tiny.Campaign.Packets : tiny.Campaign.Packets.Add(new PacketScenario(Amount.FromYuan(500), dear)),
            Budget = tiny.Campaign.Budget + Amount.FromYuan((500L * dear) + surplusYuan),
            Applicants = tiny.Campaign.Applicants + dear,
            ClaimOpens = tiny.Campaign.SpendOpens.PlusHours(-leadHours),
        },
    };

    private static BehaviourScenario WithTiming(BehaviourScenario behaviour, double readinessHours, double deadlineFactor) => behaviour with
    {
        Occasions = behaviour.Occasions with { ReadinessMeanHours = readinessHours, DeadlineFactor = deadlineFactor, DeadlineHours = 20 },
    };

    private static BehaviourScenario Behave(BehaviourScenario behaviour, double perDay, double median, OwnMoneyScenario ownMoney) => behaviour with
    {
        Occasions = behaviour.Occasions with { PerDay = perDay },
        Basket = behaviour.Basket with { MedianYuan = median },
        OwnMoney = ownMoney,
    };
}
