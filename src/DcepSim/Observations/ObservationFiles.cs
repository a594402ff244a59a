using System.Globalization;
using System.Text;
using System.Text.Json;
using DcepSim.Campaigns;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;
using DcepSim.Statistics.Estimation;
using NodaTime;
using NodaTime.Text;

namespace DcepSim.Observations;

/// <summary>Writes what was observed as files; the page beside this code says what each field is.</summary>
internal static class ObservationFiles
{
    public const string Schema = "dcepsim.observations/1";

    private static readonly OffsetDateTimePattern Time = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'sso<+HH:mm>");

    private static readonly string[] FlowMeasures = ["payments", "packetFen", "ownMoneyFen", "otherTenderFen"];

    private static readonly int[] Top = [1, 10, 100];

    public static byte[] WriteJson(CampaignObservations observed, CampaignResult result) => JsonFiles.Write(json =>
    {
        json.WriteString("schema", Schema);
        json.WriteString("scenario", result.Scenario.Name);
        json.WriteNumber("runs", observed.Runs);
        json.WriteString("role", ScenarioNames.Of(FigureRole.Unconstrained));
        json.WriteStartObject("firstRun");
        Write(json, observed.FirstRun, result);
        json.WriteEndObject();
        WriteFlows(json, observed);
    });

    /// <summary>A row for each hour and channel.</summary>
    public static byte[] WriteHours(CampaignObservations observed)
    {
        var text = new StringBuilder("hour,channel");
        foreach (var measure in new[] { "payments", "redeemedFen", "redeemedSoFarFen" })
            text.Append(CultureInfo.InvariantCulture, $",{measure},{measure}RunLow,{measure}RunHigh");
        text.Append('\n');
        foreach (var hour in observed.Hours)
        {
            text.Append(TimeText(hour.Start)).Append(',').Append(ScenarioNames.Of(hour.Channel));
            foreach (var estimate in new[] { hour.Payments, hour.RedeemedFen, hour.RedeemedSoFarFen })
                text.Append(',').Append(CsvText.Number(estimate.Mean)).Append(',').Append(CsvText.Number(estimate.RunLow)).Append(',').Append(CsvText.Number(estimate.RunHigh));
            text.Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>A row for each merchant of the first run.</summary>
    public static byte[] WriteMerchants(CampaignObservations observed, Scenario scenario)
    {
        var places = new FlowPlaces(scenario.Merchants);
        var text = new StringBuilder("merchant,channel,payments,packetFen,ownMoneyFen,otherTenderFen,district,category\n");
        foreach (var merchant in observed.FirstRun.Merchants)
        {
            var place = places.Of(new MerchantId(merchant.Merchant));
            text.Append(CultureInfo.InvariantCulture, $"{merchant.Merchant},{ScenarioNames.Of(merchant.Channel)},{merchant.Payments},{merchant.PacketFen},{merchant.OwnMoneyFen},{merchant.OtherTenderFen},{places.DistrictAt(place)},{places.CategoryAt(place)}\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>A row for each district and category, and for each online platform.</summary>
    public static byte[] WriteFlows(CampaignObservations observed)
    {
        var text = new CsvText();
        text.Add(["channel", "district", "category", "platform", "merchants", .. FlowMeasures.SelectMany(measure => new[] { measure, $"{measure}RunLow", $"{measure}RunHigh" })]);
        foreach (var flow in observed.Flows)
        {
            text.Add([
                ScenarioNames.Of(flow.Channel),
                flow.District ?? "",
                flow.Category ?? "",
                flow.Platform?.En ?? "",
                flow.Merchants.ToString(CultureInfo.InvariantCulture),
                .. EstimatesOf(flow).SelectMany(estimate => new[] { CsvText.Number(estimate.Mean), CsvText.Number(estimate.RunLow), CsvText.Number(estimate.RunHigh) })]);
        }

        return text.ToBytes();
    }

    /// <summary>A flow's estimates, in the order of <see cref="FlowMeasures"/>.</summary>
    public static Estimate[] EstimatesOf(ObservedFlow flow) => [flow.Payments, flow.PacketFen, flow.OwnMoneyFen, flow.OtherTenderFen];

    /// <summary>An instant in Shanghai with its offset.</summary>
    public static string TimeText(Instant time) => Time.Format(ShanghaiTime.Local(time).WithOffset(Offset.FromHours(8)));

    private static void Write(Utf8JsonWriter json, RunObservations run, CampaignResult result)
    {
        var outcome = result.Runs[run.Run - 1].Outcome;
        json.WriteNumber("run", run.Run);
        json.WriteStartObject("coverage");
        json.WriteNumber("winners", outcome.Winners);
        json.WriteNumber("claimed", outcome.Claimed);
        json.WriteNumber("claimants", run.Claimants);
        json.WriteNumber("spenders", run.Spenders);
        json.WriteNumber("merchants", run.Merchants.Length);
        json.WriteNumber("merchantsReached", run.MerchantsReached);
        json.WriteEndObject();
        json.WriteStartObject("leverage");
        JsonFiles.WriteNumber(json, "ownMoneyPerPacketYuan", run.OwnMoneyPerPacketYuan);
        JsonFiles.WriteNumber(json, "allMoneyPerPacketYuan", run.AllMoneyPerPacketYuan);
        json.WriteEndObject();
        WriteConcentration(json, run);
        WriteOperators(json, run, result.Scenario);
        WriteWhole(json, "claimsByHour", run.ClaimsByHour);
        WriteWhole(json, "firstSpendByHour", run.FirstSpendByHour);
        json.WriteStartArray("sizes");
        foreach (var size in run.Sizes)
        {
            json.WriteStartObject();
            json.WriteNumber("fromFen", size.FromFen);
            if (size.UntilFen == long.MaxValue)
                json.WriteNull("untilFen");
            else
                json.WriteNumber("untilFen", size.UntilFen);
            json.WriteNumber("packetParts", size.PacketParts);
            json.WriteNumber("purchases", size.Purchases);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteConcentration(Utf8JsonWriter json, RunObservations run)
    {
        json.WriteStartObject("concentration");
        json.WriteNumber("gini", run.Gini);
        json.WriteNumber("hhi", run.Hhi);
        json.WriteStartObject("topShares");
        foreach (var members in Top)
            json.WriteNumber(members.ToString(CultureInfo.InvariantCulture), run.TopShare(members));
        json.WriteEndObject();
        json.WriteStartArray("lorenz");
        foreach (var share in run.Lorenz())
            json.WriteNumberValue(share);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteOperators(Utf8JsonWriter json, RunObservations run, Scenario scenario)
    {
        json.WriteStartArray("operators");
        foreach (var flow in run.Operators)
        {
            json.WriteStartObject();
            json.WriteString("operator", scenario.Operators[flow.Operator].Id);
            json.WriteNumber("claims", flow.Claims);
            json.WriteNumber("claimedFen", flow.ClaimedFen);
            json.WriteNumber("payments", flow.Payments);
            json.WriteNumber("packetFen", flow.PacketFen);
            json.WriteNumber("ownMoneyFen", flow.OwnMoneyFen);
            json.WriteNumber("otherTenderFen", flow.OtherTenderFen);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFlows(Utf8JsonWriter json, CampaignObservations observed)
    {
        json.WriteStartArray("flows");
        foreach (var flow in observed.Flows)
        {
            json.WriteStartObject();
            json.WriteString("channel", ScenarioNames.Of(flow.Channel));
            json.WriteString("district", flow.District);
            json.WriteString("category", flow.Category);
            json.WriteString("platform", flow.Platform?.En);
            json.WriteNumber("merchants", flow.Merchants);
            foreach (var (measure, estimate) in FlowMeasures.Zip(EstimatesOf(flow)))
            {
                json.WriteStartObject(measure);
                JsonFiles.WriteMean(json, estimate);
                JsonFiles.WriteNumber(json, "runLow", estimate.RunLow);
                JsonFiles.WriteNumber(json, "runHigh", estimate.RunHigh);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteWhole(Utf8JsonWriter json, string name, IEnumerable<long> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteNumberValue(value);
        json.WriteEndArray();
    }
}
