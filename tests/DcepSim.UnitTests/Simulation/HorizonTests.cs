using DcepSim.Ledger;
using DcepSim.Scenarios;
using DcepSim.Simulation;
using DcepSim.Simulation.Scenarios;
using DcepSim.Testing;
using NodaTime;

namespace DcepSim.UnitTests.Simulation;

/// <summary>Seven days are seven days, to the second; an end published as 24:00 is the first instant of the next day and no longer in the window.</summary>
public class HorizonTests
{
    private static readonly DateTimeZone Shanghai = DateTimeZoneProviders.Tzdb["Asia/Shanghai"];

    [Theory]
    [InlineData("workload-7d-50k", 7 * 24 * 3600)]
    [InlineData("shenzhen-luohu-2020", (6 * 24 * 3600) + (6 * 3600))] // published as 12 October 18:00 to 18 October 24:00
    public void A_window_that_ends_at_24_00_lasts_to_the_last_second_of_that_day(string name, long seconds)
    {
        var scenario = ScenarioReader.Read(name);
        var terms = new CampaignModel(scenario).Terms;

        Assert.Equal(Duration.FromSeconds(seconds), terms.Spending.End - terms.Spending.Start);
        Assert.Equal(new LocalDateTime(2020, 10, 19, 0, 0), terms.Spending.End.InZone(Shanghai).LocalDateTime);
        Assert.Contains("\"spendCloses\": \"2020-10-18T24:00\"", System.Text.Encoding.UTF8.GetString(ScenarioWriter.Write(scenario)), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_one_of_seven_days_has_its_occasions_and_no_eighth_has_any()
    {
        const int Winners = 20_000;
        const double PerDay = 2;
        var payments = Run(EveryoneShops(Winners, PerDay));

        var byDay = payments.GroupBy(payment => payment.Time.InZone(Shanghai).Date).ToDictionary(day => day.Key, day => day.Count());
        Assert.Equal(Enumerable.Range(12, 7).Select(day => new LocalDate(2020, 10, day)), byDay.Keys.Order());
        // Occasions are a Poisson process: a day of even weights has Winners * PerDay of them, give or take five standard deviations.
        Assert.All(byDay.Values, count => Assert.InRange(count, (Winners * PerDay) - (5 * Math.Sqrt(Winners * PerDay)), (Winners * PerDay) + (5 * Math.Sqrt(Winners * PerDay))));
        // The first and the last minute are like any other.
        var perMinute = Winners * PerDay / 1440;
        Assert.InRange(payments.Count(payment => payment.Time < At(12, 0).Plus(Duration.FromMinutes(30))), 22 * perMinute, 38 * perMinute);
        Assert.InRange(payments.Count(payment => payment.Time >= At(19, 0).Minus(Duration.FromMinutes(30))), 22 * perMinute, 38 * perMinute);
    }

    [Fact]
    public void A_packet_is_accepted_in_the_last_nanosecond_before_24_00_and_refused_at_24_00()
    {
        var terms = new CampaignModel(ScenarioReader.Read("workload-7d-50k")).Terms;
        using var ledger = new GeneralLedger(new LedgerOptions { AccountsMax = 8 });
        var keeper = new OperatorId(1);
        var issue = ledger.Open(new(AccountKind.Issue, OperatorId.CentralBank));
        var vault = ledger.Open(new(AccountKind.Vault, keeper));
        var funder = ledger.Open(new(AccountKind.CorporateWallet, keeper));
        var pool = ledger.Open(new(AccountKind.CampaignPool, keeper, Parent: funder));
        var merchant = ledger.Open(new(AccountKind.CorporateWallet, keeper, Scope: SpendScope.Of(0)));
        var packet = ledger.Open(new(AccountKind.RedPacket, keeper, Scope: SpendScope.Of(0), Window: terms.SpendWindow, Parent: pool));
        var yuan = Amount.FromYuan(10);
        Transfer[] transfers =
        [
            new(new(1, 1), issue, vault, yuan, TransferKind.Issuance),
            new(new(1, 2), vault, pool, yuan, TransferKind.Load),
            new(new(1, 3), pool, packet, yuan, TransferKind.Claim),
            new(new(1, 4), packet, merchant, Amount.FromYuan(3), TransferKind.PacketPayment),
            new(new(1, 5), packet, funder, Amount.FromYuan(7), TransferKind.Recall),
            new(new(1, 6), packet, merchant, Amount.FromYuan(3), TransferKind.PacketPayment),
            new(new(1, 7), packet, funder, Amount.FromYuan(7), TransferKind.Recall),
        ];
        var (opens, last, closes) = (terms.SpendWindow.From, terms.SpendWindow.Until.PlusNanoseconds(-1), terms.SpendWindow.Until);
        var receipts = new Receipt[transfers.Length];

        ledger.Apply(transfers, [opens, opens, opens, last, last, closes, closes], receipts);

        Assert.Equal(
            [SettlementStatus.Accepted, SettlementStatus.WindowNotEnded, SettlementStatus.WindowEnded, SettlementStatus.Accepted],
            receipts.Skip(3).Select(receipt => receipt.Status));
    }

    private static Instant At(int day, int hour) => new LocalDateTime(2020, 10, day, hour, 0).InZoneStrictly(Shanghai).ToInstant();

    private static List<PaymentRecord> Run(Scenario scenario)
    {
        var log = new PaymentList();
        var outcome = new CampaignRun(new CampaignModel(scenario)).Execute(RandomKey.FromSeed(24), log, cancellation: TestContext.Current.CancellationToken);
        Assert.True(outcome.Audit.IsClean, string.Join("; ", outcome.Audit.Breaks));
        return log.Payments;
    }

    // Everybody claims at once and pays whatever they buy, all hours weigh the same and all persons are alike: every occasion is a payment.
    private static Scenario EveryoneShops(int winners, double perDay)
    {
        var tiny = TinyScenarios.Lottery(winners);
        return tiny with
        {
            Campaign = tiny.Campaign with
            {
                ClaimOpens = new LocalDateTime(2020, 10, 12, 0, 0),
                SpendOpens = new LocalDateTime(2020, 10, 12, 0, 0),
                SpendCloses = new LocalDateTime(2020, 10, 19, 0, 0),
            },
            Wallets = new WalletScenario("june-2021", [1, 0, 0, 0]),
            Behaviour = tiny.Behaviour with
            {
                Claim = new ClaimScenario(-40, 0, 0.001),
                Occasions = tiny.Behaviour.Occasions with
                {
                    PerDay = perDay,
                    HeterogeneityShape = 100,
                    ReachElasticity = 0,
                    HourWeights = [.. Enumerable.Repeat(1.0, 24)],
                    WeekdayWeights = [.. Enumerable.Repeat(1.0, 7)],
                },
                Basket = new BasketScenario(20, 0.1),
                OwnMoney = new OwnMoneyScenario(1, OwnMoneyReading.AlsoAlone),
            },
        };
    }
}
