using System.Globalization;
using System.Text.Json;
using DcepSim.Experiments;
using DcepSim.Observations;
using DcepSim.Results;
using DcepSim.Simulation.Scenarios;
using DcepSim.Statistics.Estimation;
using DcepSim.Testing;
using DcepSim.UnitTests.Databases;

namespace DcepSim.UnitTests.Observations;

/// <summary>Observations are held against the log of payments, counted here a second way.</summary>
public sealed class ObservationTests : IDisposable
{
    private const int Runs = 6;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A lottery with an online platform, so that both channels are there.</summary>
    private static Scenario Scenario { get; } = TinyScenarios.Lottery() with
    {
        Merchants = new MerchantScenario(50, 0.7, [new PlatformScenario(new LocalizedText("Platform", "平台"), 0.3)]),
    };

    /// <summary>Two rounds among so few applicants that some win in both.</summary>
    internal static Scenario SeveralPackets => Scenario with
    {
        Campaign = Scenario.Campaign with
        {
            Applicants = 200,
            Budget = Amount.FromYuan(20_000),
            Packets = [new PacketScenario(Amount.FromYuan(30), 100) { Copies = 3 }],
            Rounds = [new RoundScenario(new(2020, 10, 20, 0, 0), new(2020, 10, 20, 0, 0), new(2020, 10, 25, 0, 0), 1)],
        },
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_amount_counts_in_the_last_range_that_begins_at_or_below_it()
    {
        var starts = SizeScale.StartsFen;
        foreach (var fen in starts.SelectMany(start => new[] { start - 1, start, start + 1, start + 99 }).Where(fen => fen >= 0).Append(long.MaxValue))
            Assert.Equal(starts.Count(start => start <= fen) - 1, SizeScale.PlaceOf(fen));
    }

    [Fact]
    public async Task Hours_add_up_to_what_the_log_of_payments_says()
    {
        var (path, observed) = await ObserveAsync("hours", threads: 2);
        var rows = Rows(path, ResultFiles.Payments).Where(row => row["packetFen"] != "0").ToList();

        Assert.Equal(Runs, observed.Runs);
        Assert.Equal(2 * 150, observed.Hours.Length);
        foreach (var hour in observed.Hours)
        {
            var name = ObservationText(hour.Start)[..13];
            var inHour = rows.Where(row => row["time"][..13] == name && IsOnline(row) == (hour.Channel == SalesChannel.Online)).ToList();
            var byRun = Enumerable.Range(1, Runs).Select(run => inHour.Where(row => row["run"] == run.ToString(CultureInfo.InvariantCulture)).Sum(row => double.Parse(row["packetFen"], CultureInfo.InvariantCulture))).ToArray();
            var expected = RunEstimator.FromRuns(byRun);
            Assert.Equal(inHour.Count / (double)Runs, hour.Payments.Mean, 9);
            Assert.Equal(expected.Mean, hour.RedeemedFen.Mean, 6);
            Assert.Equal(expected.RunHigh!.Value, hour.RedeemedFen.RunHigh!.Value, 3);
        }

        Assert.Equal(rows.Sum(row => double.Parse(row["packetFen"], CultureInfo.InvariantCulture)) / Runs, observed.Hours[^2..].Sum(hour => hour.RedeemedSoFarFen.Mean), 3);
    }

    [Fact]
    public async Task Takings_flows_and_sizes_are_those_of_the_first_run()
    {
        var (path, observed) = await ObserveAsync("first", threads: 2);
        var rows = Rows(path, ResultFiles.Payments).Where(row => row["run"] == "1").ToList();
        var first = observed.FirstRun;

        Assert.All(first.Merchants, merchant => Assert.Equal(Sum(rows.Where(row => Is(row, "merchant", merchant.Merchant)), "packetFen"), merchant.PacketFen));
        Assert.All(first.Operators, flow => Assert.Equal(Sum(rows.Where(row => Is(row, "operator", flow.Operator)), "ownMoneyFen"), flow.OwnMoneyFen));
        Assert.Equal(rows.Count, first.Sizes.Sum(size => size.Purchases));
        Assert.All(first.Sizes, size => Assert.Equal(rows.Count(row => Fen(row, "packetFen") > 0 && Fen(row, "packetFen") >= size.FromFen && Fen(row, "packetFen") < size.UntilFen), size.PacketParts));
        Assert.Equal(rows.Select(row => row["merchant"]).Distinct().Count(), first.MerchantsReached);
        Assert.Equal((double)Sum(rows, "ownMoneyFen") / Sum(rows, "packetFen"), first.OwnMoneyPerPacketYuan);
        Assert.Equal(Concentration.Gini([.. first.Merchants.Select(merchant => merchant.PacketFen)]), first.Gini);
        Assert.Equal((0.0, 1.0), (first.Lorenz()[0], first.Lorenz()[^1]));
    }

    [Fact]
    public async Task Every_claimant_spends_once_for_the_first_time_or_never()
    {
        var (path, observed) = await ObserveAsync("claims", threads: 1);
        var claimed = long.Parse(Rows(path, ResultFiles.Runs)[0]["claimed"], CultureInfo.InvariantCulture);
        var payers = Rows(path, ResultFiles.Payments).Where(row => row["run"] == "1" && row["packetFen"] != "0").Select(row => row["entrant"]).Distinct().Count();
        var first = observed.FirstRun;

        Assert.Equal(claimed, first.Claims);
        Assert.Equal(claimed, first.Operators.Sum(flow => flow.Claims));
        Assert.Equal(payers, first.FirstSpendByHour.Sum());
        Assert.Equal(claimed - payers, first.NeverSpent);
        Assert.True(first.ClaimsByHour.Take(24).Sum() > claimed / 2, "With a mean delay of ten hours most claim on the first day.");
    }

    [Fact]
    public async Task Time_to_first_spending_counts_from_each_persons_own_claim()
    {
        using var folder = ResultsFolder.Open(Path.Combine(_folder.Path, "waits"), new ResultsOptions { Payments = PaymentsWritten.First, Database = true });
        folder.Complete(await new CampaignExperiment(Scenario, new ExperimentOptions { Runs = 1, Seed = 3, Recorder = folder }).RunAsync(Cancellation));
        var waits = DatabaseRows.Of(
            Path.Combine(folder.FullPath, ResultFiles.Database),
            "SELECT (strftime('%s', firstPaymentAt) - strftime('%s', claimedAt)) / 3600 AS hours, count(*) FROM walletSpending WHERE packetFen > 0 GROUP BY hours ORDER BY hours");

        Assert.True(waits.Count > 20, $"{waits.Count} different waits.");
        Assert.Equal(waits, folder.Observed!.FirstRun.FirstSpendByHour.Select((spenders, hours) => (spenders, hours)).Where(wait => wait.spenders > 0).Select(wait => $"{wait.hours},{wait.spenders}"));
    }

    [Fact]
    public async Task A_person_with_several_packets_in_several_rounds_or_a_right_without_money_is_one_claimant()
    {
        using var folder = ResultsFolder.Open(Path.Combine(_folder.Path, "persons"), PaymentsWritten.All);
        folder.Complete(await new CampaignExperiment(SeveralPackets, new ExperimentOptions { Runs = 1, Seed = 3, Recorder = folder }).RunAsync(Cancellation));
        var (result, first) = (Rows(folder.FullPath, ResultFiles.Runs)[0], folder.Observed!.FirstRun);
        var claimed = long.Parse(result["claimed"], CultureInfo.InvariantCulture);
        var payers = Rows(folder.FullPath, ResultFiles.Payments).Where(row => row["packetFen"] != "0").Select(row => row["entrant"]).Distinct().Count();
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder.FullPath, ResultFiles.Observations)));
        var coverage = json.RootElement.GetProperty("firstRun").GetProperty("coverage");

        Assert.True(first.Claimants < claimed && claimed < first.Claims, $"{first.Claimants} persons, {claimed} packages, {first.Claims} packets");
        Assert.Equal(payers, first.Spenders);
        Assert.Equal(
            (result["winners"], result["claimed"], first.Claimants, first.Spenders),
            (coverage.GetProperty("winners").ToString(), coverage.GetProperty("claimed").ToString(), coverage.GetProperty("claimants").GetInt64(), coverage.GetProperty("spenders").GetInt64()));

        var rights = SeveralPackets.Campaign with { Packets = [new PacketScenario(Amount.Zero, 100) { DiscountRate = 0.1 }], Rounds = [] };
        var outcome = await ObserveFirstAsync(SeveralPackets with { Campaign = rights });
        Assert.Equal(outcome.Claimed, outcome.Observed.Claimants);
        Assert.Equal(0, outcome.Observed.Spenders);
    }

    [Fact]
    public async Task The_files_are_the_same_bytes_on_any_number_of_threads_and_can_be_left_out()
    {
        var files = new[] { ResultFiles.Observations, ResultFiles.Hours, ResultFiles.Merchants, ResultFiles.Flows };
        var (one, _) = await ObserveAsync("one", threads: 1);
        var (five, _) = await ObserveAsync("five", threads: 5);
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(Path.Combine(one, file)), File.ReadAllBytes(Path.Combine(five, file))));

        using var none = ResultsFolder.Open(Path.Combine(_folder.Path, "none"), new ResultsOptions { Observations = false });
        none.Complete(await new CampaignExperiment(Scenario, new ExperimentOptions { Runs = 2, Recorder = none }).RunAsync(Cancellation));
        Assert.Null(none.Observed);
        Assert.All(files, file => Assert.False(File.Exists(Path.Combine(none.FullPath, file))));
        Assert.False(ResultManifest.Read(none.FullPath).Observations);
        Assert.True((await Reproduction.RunAsync(ResultManifest.Read(none.FullPath), Path.Combine(_folder.Path, "again"), cancellation: Cancellation)).IsSame);
    }

    [Fact]
    public async Task Flows_are_what_the_log_says_went_to_each_district_category_and_platform()
    {
        var merchants = new MerchantScenario(60, 0.7, [new PlatformScenario(new LocalizedText("Platform, one", "平台"), 0.3)])
        {
            Categories = [new("catering", 0.6), new("culture", 0.4)],
            Districts = [new("east", 0.7, 0.5, false), new("west", 0.3, 0.5, false)],
        };
        var payingAlone = Scenario.Behaviour with { OwnMoney = Scenario.Behaviour.OwnMoney with { Reading = OwnMoneyReading.AlsoAlone } };
        using var folder = ResultsFolder.Open(Path.Combine(_folder.Path, "flows"), PaymentsWritten.All);
        var options = new ExperimentOptions { Runs = Runs, Seed = 3, Threads = 2, Recorder = folder };
        folder.Complete(await new CampaignExperiment(Scenario with { Merchants = merchants, Behaviour = payingAlone }, options).RunAsync(Cancellation));
        var places = Rows(folder.FullPath, ResultFiles.Merchants).ToDictionary(row => row["merchant"], row => (row["district"], row["category"]));
        var rows = Rows(folder.FullPath, ResultFiles.Payments);
        var flows = folder.Observed!.Flows;

        Assert.Equal(["east/catering", "east/culture", "west/catering", "west/culture", "/"], flows.Select(flow => $"{flow.District}/{flow.Category}"));
        Assert.Equal(61, flows.Sum(flow => flow.Merchants));
        Assert.Equal("Platform, one", flows[^1].Platform!.En);
        foreach (var flow in flows)
        {
            var here = rows.Where(row => places[row["merchant"]] == (flow.District ?? "", flow.Category ?? "")).ToList();
            Assert.True(here.Count > 0);
            Assert.Equal(here.Count / (double)Runs, flow.Payments.Mean, 9);
            Assert.Equal(Sum(here, "packetFen") / (double)Runs, flow.PacketFen.Mean, 6);
            Assert.Equal(Sum(here, "ownMoneyFen") / (double)Runs, flow.OwnMoneyFen.Mean, 6);
            Assert.Equal(Sum(here, "otherTenderFen") / (double)Runs, flow.OtherTenderFen.Mean, 6);
        }

        Assert.Contains(rows, row => row["packetFen"] == "0");
        Assert.StartsWith("online,,,\"Platform, one\",1,", File.ReadAllLines(Path.Combine(folder.FullPath, ResultFiles.Flows))[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Concentration_and_leverage_are_metrics_with_intervals()
    {
        using var folder = ResultsFolder.Open(Path.Combine(_folder.Path, "metrics"), PaymentsWritten.All);
        var result = await new CampaignExperiment(Scenario, new ExperimentOptions { Runs = Runs, Seed = 3, Recorder = folder }).RunAsync(Cancellation);
        folder.Complete(result);
        var byRun = Enumerable.Range(1, Runs).Select(run => Rows(folder.FullPath, ResultFiles.Payments).Where(row => Is(row, "run", run)).ToList()).ToList();
        long[] Takings(List<Dictionary<string, string>> rows) => [.. Enumerable.Range(0, 51).Select(merchant => rows.Where(row => Is(row, "merchant", merchant)).Sum(row => Fen(row, "packetFen") + Fen(row, "ownMoneyFen")))];

        Assert.Equal(byRun.Average(rows => Concentration.Gini(Takings(rows))), result.Metrics[Metric.TakingsGini].Mean, 12);
        Assert.Equal(byRun.Average(rows => Concentration.Hhi(Takings(rows))), result.Metrics[Metric.TakingsHhi].Mean, 12);
        Assert.Equal(byRun.Average(rows => Concentration.TopShare(Takings(rows), 1)), result.Metrics[Metric.TakingsTop1].Mean, 12);
        Assert.Equal(byRun.Average(rows => Concentration.TopShare(Takings(rows), 10)), result.Metrics[Metric.TakingsTop10].Mean, 12);
        Assert.Equal(1, result.Metrics[Metric.TakingsTop100].Mean, 12);
        Assert.Equal(byRun.Average(rows => (double)Sum(rows, "ownMoneyFen") / Sum(rows, "packetFen")), result.Metrics[Metric.OwnMoneyPerPacketYuan].Mean, 12);
        Assert.True(result.Metrics[Metric.TakingsGini].Estimate.MeanLow < result.Metrics[Metric.TakingsGini].Mean);
    }

    [Fact]
    public async Task The_file_says_that_no_published_figure_constrains_it()
    {
        var (path, observed) = await ObserveAsync("json", threads: 1);
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(path, ResultFiles.Observations)));
        var run = json.RootElement.GetProperty("firstRun");

        Assert.Equal("unconstrained", json.RootElement.GetProperty("role").GetString());
        Assert.Equal(observed.FirstRun.Hhi, run.GetProperty("concentration").GetProperty("hhi").GetDouble());
        Assert.Equal(["ICBC", "CCB"], run.GetProperty("operators").EnumerateArray().Select(flow => flow.GetProperty("operator").GetString()));
        Assert.Equal(JsonValueKind.Null, run.GetProperty("sizes").EnumerateArray().Last().GetProperty("untilFen").ValueKind);
        Assert.Equal("2020-10-12T18:00:00+08:00", Rows(path, ResultFiles.Hours)[0]["hour"]);
    }

    private static string ObservationText(NodaTime.Instant start) => DcepSim.Campaigns.ShanghaiTime.Local(start).ToString("uuuu-MM-ddTHH:mm", CultureInfo.InvariantCulture);

    private static bool IsOnline(Dictionary<string, string> row) => row["merchant"] == "50";

    private static bool Is(Dictionary<string, string> row, string column, int value) => row[column] == value.ToString(CultureInfo.InvariantCulture);

    private static long Fen(Dictionary<string, string> row, string column) => long.Parse(row[column], CultureInfo.InvariantCulture);

    private static long Sum(IEnumerable<Dictionary<string, string>> rows, string column) => rows.Sum(row => Fen(row, column));

    private static List<Dictionary<string, string>> Rows(string folder, string file)
    {
        var lines = File.ReadAllLines(Path.Combine(folder, file));
        var header = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line => header.Zip(line.Split(',')).ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    private async Task<(string Path, CampaignObservations Observed)> ObserveAsync(string name, int threads)
    {
        using var folder = ResultsFolder.Open(Path.Combine(_folder.Path, name), PaymentsWritten.All);
        var experiment = new CampaignExperiment(Scenario, new ExperimentOptions { Runs = Runs, Seed = 3, Threads = threads, Recorder = folder });
        folder.Complete(await experiment.RunAsync(Cancellation));
        return (folder.FullPath, folder.Observed!);
    }

    private async Task<(long Claimed, RunObservations Observed)> ObserveFirstAsync(Scenario scenario)
    {
        using var folder = ResultsFolder.Open(Path.Combine(_folder.Path, "rights"), PaymentsWritten.None);
        var result = await new CampaignExperiment(scenario, new ExperimentOptions { Runs = 1, Seed = 3, Recorder = folder }).RunAsync(Cancellation);
        folder.Complete(result);
        return (result.Runs[0].Outcome.Claimed, folder.Observed!.FirstRun);
    }
}
