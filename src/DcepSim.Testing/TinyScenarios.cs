using System.Collections.Immutable;
using DcepSim.Offline;
using DcepSim.Simulation.Scenarios;
using NodaTime;

namespace DcepSim.Testing;

/// <summary>Small scenarios with the rules of a pilot and made-up behaviour, for tests that need a campaign and not its figures.</summary>
public static class TinyScenarios
{
    /// <summary>A lottery of 200-yuan packets at two operators in a window of six days, with strongly varied purchases so that every kind of
    /// payment occurs.</summary>
    /// <param name="winners">How many packets, 1 and up.</param>
    public static Scenario Lottery(int winners = 200) => new()
    {
        Schema = Scenario.CurrentSchema,
        Name = "tiny-lottery",
        Title = new LocalizedText("Tiny lottery", "小型红包"),
        Campaign = new CampaignScenario
        {
            Funder = new LocalizedText("Test district", "测试区"),
            FunderOperator = "ICBC",
            Budget = Amount.FromYuan(200L * winners),
            Packets = [new PacketScenario(Amount.FromYuan(200), winners)],
            Applicants = 4 * winners,
            RegistrationOpens = new LocalDateTime(2020, 10, 9, 0, 0),
            RegistrationCloses = new LocalDateTime(2020, 10, 11, 18, 0),
            DrawAt = new LocalDateTime(2020, 10, 11, 20, 0),
            ClaimOpens = new LocalDateTime(2020, 10, 12, 18, 0),
            SpendOpens = new LocalDateTime(2020, 10, 12, 18, 0),
            SpendCloses = new LocalDateTime(2020, 10, 19, 0, 0),
        },
        Operators =
        [
            new OperatorScenario("ICBC", new LocalizedText("Industrial and Commercial Bank of China", "中国工商银行"), 0.5, Amount.FromYuan(1_000_000)),
            new OperatorScenario("CCB", new LocalizedText("China Construction Bank", "中国建设银行"), 0.5, Amount.FromYuan(1_000_000)),
        ],
        Merchants = new MerchantScenario(50, 0.7, []),
        Wallets = new WalletScenario("test-2020-08", [0, 0, 0.5, 0.5]),
        Behaviour = new BehaviourScenario(
            new ClaimScenario(-1.1, -0.38, 10),
            new OccasionScenario(
                2, 1, 0.5, 50, [.. Enumerable.Repeat(0.5, 8), .. Enumerable.Repeat(1.5, 16)], [1, 1, 1, 1, 1, 1.2, 1.2]),
            new BasketScenario(120, 1.2),
            new OwnMoneyScenario(0.3, OwnMoneyReading.BesidePacket),
            0),
        Published = ImmutableSortedDictionary<string, PublishedFigure>.Empty,
        Provenance = ImmutableSortedDictionary<string, Provenance>.Empty.Add("", new Provenance(Mark.Assumed, "made up for tests")),
    };

    /// <summary>A lottery with purses beside it: a hundred people, ten of them without a purse, some purses broken, an outage of a day.</summary>
    /// <param name="winners">How many packets, 1 and up.</param>
    public static Scenario Purses(int winners = 40) => Lottery(winners) with
    {
        Name = "tiny-purses",
        Offline = new OfflineScenario(
            new OfflinePolicyScenario(
                OfflineMode.IntermittentlyOffline,
                Amount.FromYuan(500),
                Amount.FromYuan(2000),
                50,
                72,
                5,
                Amount.FromYuan(300),
                Amount.FromYuan(2000),
                30,
                60,
                LossBearer.Operator,
                LossRecovery.BookBalance),
            new OfflinePursesScenario(100, 0.9, 8, PurseForm.Phone, Amount.FromYuan(200)),
            new OfflineUseScenario(3, 0.2, 25, 0.8, 1, 6, 0.01, 0.01, 60),
            new OfflineOutageScenario(60, 24, 0, OutageReach.Everybody),
            new OfflineAdversaryScenario(0.05, Compromise.ClonedElement, 2, 0.1, 0.1, 0.01, 6)),
    };
}
