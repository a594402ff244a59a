using System.Globalization;
using DcepSim.Experiments;
using DcepSim.Observations;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;
using DcepSim.Statistics.Estimation;

namespace DcepSim.Databases;

/// <summary>Writes the tables that are known when all runs are over.</summary>
internal static class DatabaseTables
{
    public static void Write(SqliteFile file, CampaignResult result, CampaignObservations? observed)
    {
        WriteAbout(file, result);
        WriteMetrics(file, result);
        WriteRuns(file, result);
        WriteOperators(file, result);
        if (observed is null)
            return;
        WriteMerchants(file, observed, result.ScenarioOf(observed.FirstRun.Run));
        WriteHours(file, observed);
        WriteFlows(file, observed);
    }

    private static void WriteAbout(SqliteFile file, CampaignResult result)
    {
        using var rows = file.Insert("about", 2, 1);
        foreach (var (name, value) in new[]
        {
            ("schema", DatabaseSchema.Name),
            ("scenario", result.Scenario.Name),
            ("scenarioHash", result.ScenarioHash),
            ("seed", result.Seed.ToString(CultureInfo.InvariantCulture)),
            ("runs", result.Runs.Length.ToString(CultureInfo.InvariantCulture)),
            ("version", ProgramVersion.Version),
        })
        {
            rows.Put(name);
            rows.Put(value);
            rows.EndRow();
        }
    }

    private static void WriteMetrics(SqliteFile file, CampaignResult result)
    {
        using var rows = file.Insert("metrics", 11, 1);
        foreach (var metric in result.Metrics)
        {
            var estimate = metric.Estimate;
            rows.Put(metric.Metric.Name);
            rows.Put(ScenarioNames.Of(metric.Metric.Unit));
            rows.Put(ScenarioNames.Of(metric.Role));
            foreach (var number in new double?[] { estimate.Mean, estimate.Sd, estimate.MeanLow, estimate.MeanHigh, estimate.RunLow, estimate.RunHigh, estimate.Level })
                rows.Put(number);
            if (metric.Published is { } published)
                rows.Put(published);
            else
                rows.Put((double?)null);
            rows.EndRow();
        }
    }

    private static void WriteRuns(SqliteFile file, CampaignResult result)
    {
        using var rows = file.Insert("runs", 4, 1);
        using var values = file.Insert("runMetrics", 3, 1);
        foreach (var run in result.Runs)
        {
            rows.Put(run.Run);
            rows.Put(run.Outcome.IssuedFen);
            rows.Put(run.Outcome.Refusals.Values.Sum());
            rows.Put((long)run.Outcome.Audit.BreakCount);
            rows.EndRow();
            foreach (var metric in result.Metrics)
            {
                values.Put(run.Run);
                values.Put(metric.Metric.Name);
                values.Put(metric.Metric.ValueIn(run.Outcome));
                values.EndRow();
            }
        }
    }

    private static void WriteOperators(SqliteFile file, CampaignResult result)
    {
        using var rows = file.Insert("operators", 4, 1);
        for (var place = 0; place < result.Scenario.Operators.Length; place++)
        {
            var keeper = result.Scenario.Operators[place];
            rows.Put(place);
            rows.Put(keeper.Id);
            rows.Put(keeper.Name.En);
            rows.Put(keeper.Name.Zh);
            rows.EndRow();
        }
    }

    private static void WriteMerchants(SqliteFile file, CampaignObservations observed, Scenario scenario)
    {
        var places = new FlowPlaces(scenario.Merchants);
        using var rows = file.Insert("merchants", 8, 1);
        foreach (var merchant in observed.FirstRun.Merchants)
        {
            rows.Put(merchant.Merchant);
            rows.Put(ScenarioNames.Of(merchant.Channel));
            rows.Put(merchant.Payments);
            rows.Put(merchant.PacketFen);
            rows.Put(merchant.OwnMoneyFen);
            rows.Put(merchant.OtherTenderFen);
            var place = places.Of(new MerchantId(merchant.Merchant));
            rows.PutOrNull(places.DistrictAt(place));
            rows.PutOrNull(places.CategoryAt(place));
            rows.EndRow();
        }
    }

    private static void WriteHours(SqliteFile file, CampaignObservations observed)
    {
        using var rows = file.Insert("hours", 11, 1);
        foreach (var hour in observed.Hours)
        {
            rows.Put(ObservationFiles.TimeText(hour.Start));
            rows.Put(ScenarioNames.Of(hour.Channel));
            foreach (var estimate in new Estimate[] { hour.Payments, hour.RedeemedFen, hour.RedeemedSoFarFen })
            {
                rows.Put((double?)estimate.Mean);
                rows.Put(estimate.RunLow);
                rows.Put(estimate.RunHigh);
            }

            rows.EndRow();
        }
    }

    private static void WriteFlows(SqliteFile file, CampaignObservations observed)
    {
        using var rows = file.Insert("flows", 18, 1);
        var place = 0;
        foreach (var flow in observed.Flows)
        {
            rows.Put(place++);
            rows.Put(ScenarioNames.Of(flow.Channel));
            rows.PutOrNull(flow.District);
            rows.PutOrNull(flow.Category);
            rows.PutOrNull(flow.Platform?.En);
            rows.Put(flow.Merchants);
            foreach (var estimate in ObservationFiles.EstimatesOf(flow))
            {
                rows.Put((double?)estimate.Mean);
                rows.Put(estimate.RunLow);
                rows.Put(estimate.RunHigh);
            }

            rows.EndRow();
        }
    }
}
