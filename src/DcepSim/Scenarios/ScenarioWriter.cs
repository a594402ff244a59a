using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using DcepSim.Simulation.Scenarios;
using NodaTime;

namespace DcepSim.Scenarios;

/// <summary>Writes a scenario in its canonical form: the same scenario always gives the same bytes.</summary>
/// <remarks>UTF-8, two spaces of indentation, line feeds, fields in the order of <see cref="ScenarioFields"/>, entries of tables in ordinal
/// order of their names, one line feed at the end.</remarks>
public static partial class ScenarioWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // names are Chinese too, and this file is no web page
    };

    /// <summary>The canonical bytes of a scenario.</summary>
    public static byte[] Write(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Options))
            Write(json, scenario);
        bytes.Write("\n"u8);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>SHA-256 of the canonical bytes, in lower-case hexadecimal digits.</summary>
    public static string Hash(Scenario scenario) => Convert.ToHexStringLower(SHA256.HashData(Write(scenario)));

    internal static void Write(Utf8JsonWriter json, Scenario scenario)
    {
        json.WriteStartObject();
        json.WriteString("schema", scenario.Schema);
        json.WriteString("name", scenario.Name);
        Write(json, "title", scenario.Title);
        Write(json, scenario.Campaign);
        Write(json, scenario.Operators);
        json.WriteStartObject("merchants");
        json.WriteNumber("count", scenario.Merchants.Count);
        Write(json, "popularityExponent", scenario.Merchants.PopularityExponent);
        json.WriteStartArray("onlinePlatforms");
        foreach (var platform in scenario.Merchants.OnlinePlatforms)
        {
            json.WriteStartObject();
            Write(json, "name", platform.Name);
            Write(json, "share", platform.Share);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WritePlaces(json, scenario.Merchants);
        json.WriteEndObject();
        json.WriteStartObject("wallets");
        json.WriteString("limitSet", scenario.Wallets.LimitSet);
        Write(json, "tierShares", scenario.Wallets.TierShares);
        WriteSubWallets(json, scenario.Wallets.SubWallets);
        json.WriteEndObject();
        Write(json, scenario.Behaviour);
        if (scenario.Offline is { } offline)
            OfflineWriter.Write(json, offline);
        Write(json, scenario.Published);
        Write(json, scenario.Provenance);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CampaignScenario campaign)
    {
        json.WriteStartObject("campaign");
        Write(json, "funder", campaign.Funder);
        json.WriteString("funderOperator", campaign.FunderOperator);
        Write(json, "budgetYuan", campaign.Budget);
        json.WriteStartArray("packets");
        for (var row = 0; row < campaign.Packets.Length; row++)
        {
            var packet = campaign.Packets[row];
            var first = campaign.FirstRowOf(row) is var place && place != row ? campaign.Packets[place] : null;
            json.WriteStartObject();
            Write(json, "faceYuan", packet.Face);
            if (packet.Count != first?.Count) // a count of its own is a fault that the reader must see
                json.WriteNumber("count", packet.Count);
            WritePackage(json, packet, first);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("applicants", campaign.Applicants);
        Write(json, "registrationOpens", campaign.RegistrationOpens);
        Write(json, "registrationCloses", campaign.RegistrationCloses, isEnd: true);
        Write(json, "drawAt", campaign.DrawAt);
        Write(json, "claimOpens", campaign.ClaimOpens);
        Write(json, "spendOpens", campaign.SpendOpens);
        Write(json, "spendCloses", campaign.SpendCloses, isEnd: true);
        WriteMechanisms(json, campaign);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ImmutableArray<OperatorScenario> operators)
    {
        json.WriteStartArray("operators");
        foreach (var @operator in operators)
        {
            json.WriteStartObject();
            json.WriteString("id", @operator.Id);
            Write(json, "name", @operator.Name);
            Write(json, "share", @operator.Share);
            Write(json, "vaultYuan", @operator.Vault);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, BehaviourScenario behaviour)
    {
        json.WriteStartObject("behaviour");
        json.WriteStartObject("claim");
        Write(json, "lapseIntercept", behaviour.Claim.LapseIntercept);
        Write(json, "lapseWindowSlope", behaviour.Claim.LapseWindowSlope);
        Write(json, "meanDelayHours", behaviour.Claim.MeanDelayHours);
        json.WriteEndObject();
        json.WriteStartObject("occasions");
        Write(json, "perDay", behaviour.Occasions.PerDay);
        Write(json, "heterogeneityShape", behaviour.Occasions.HeterogeneityShape);
        Write(json, "reachElasticity", behaviour.Occasions.ReachElasticity);
        json.WriteNumber("referenceMerchants", behaviour.Occasions.ReferenceMerchants);
        Write(json, "hourWeights", behaviour.Occasions.HourWeights);
        Write(json, "weekdayWeights", behaviour.Occasions.WeekdayWeights);
        WriteTiming(json, behaviour.Occasions);
        json.WriteEndObject();
        json.WriteStartObject("basket");
        Write(json, "medianYuan", behaviour.Basket.MedianYuan);
        Write(json, "sigma", behaviour.Basket.Sigma);
        json.WriteEndObject();
        json.WriteStartObject("ownMoney");
        Write(json, "topUpProbability", behaviour.OwnMoney.TopUpProbability);
        json.WriteString("reading", ScenarioNames.Of(behaviour.OwnMoney.Reading));
        json.WriteEndObject();
        Write(json, "doubleOfflineShare", behaviour.DoubleOfflineShare);
        WriteFurther(json, behaviour);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ImmutableSortedDictionary<string, PublishedFigure> published)
    {
        json.WriteStartObject("published");
        foreach (var (metric, figure) in published.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject(metric);
            json.WriteNumber("value", figure.Value);
            json.WriteString("role", ScenarioNames.Of(figure.Role));
            json.WriteString("source", figure.Source);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ImmutableSortedDictionary<string, Provenance> provenance)
    {
        json.WriteStartObject("provenance");
        foreach (var (path, entry) in provenance.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject(path);
            json.WriteString("mark", ScenarioNames.Of(entry.Mark));
            json.WriteString("source", entry.Source);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, LocalizedText text)
    {
        json.WriteStartObject(name);
        json.WriteString("en", text.En);
        json.WriteString("zh", text.Zh);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, ImmutableArray<double> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
            Write(json, number);
        json.WriteEndArray();
    }

    internal static void Write(Utf8JsonWriter json, string name, double number)
    {
        json.WritePropertyName(name);
        Write(json, number);
    }

    // JSON has no infinity and no NaN; written as text they are found by the check of types.
    private static void Write(Utf8JsonWriter json, double number)
    {
        if (double.IsFinite(number))
            json.WriteNumberValue(number);
        else
            json.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
    }

    internal static void Write(Utf8JsonWriter json, string name, Amount amount)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(ScenarioYuan.Format(amount));
    }

    private static void Write(Utf8JsonWriter json, string name, LocalDateTime time, bool isEnd = false) =>
        json.WriteString(name, ScenarioTime.Format(time, isEnd));
}
