using System.Collections.Immutable;
using System.Text.Json;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Scenarios;

// What may be left out is written only where it says something: a scenario without mechanisms keeps its bytes and its hash.
public static partial class ScenarioWriter
{
    private static void WritePackage(Utf8JsonWriter json, PacketScenario packet, PacketScenario? first)
    {
        if (packet.Package.Length > 0)
            json.WriteString("package", packet.Package);
        if (packet.Copies != 1)
            json.WriteNumber("copies", packet.Copies);
        if (packet.Amounts != default)
            json.WriteString("amounts", ScenarioNames.Of(packet.Amounts));
        WriteUnlessZero(json, "thresholdYuan", packet.Threshold);
        if (packet.Stratum.Length > 0 && packet.Stratum != first?.Stratum)
            json.WriteString("stratum", packet.Stratum);
        WriteIds(json, "categories", packet.Categories);
        WriteIds(json, "districts", packet.Districts);
        if (packet.Channels != default)
            json.WriteString("channels", ScenarioNames.Of(packet.Channels));
        if (packet.DiscountRate != 0)
            Write(json, "discountRate", packet.DiscountRate);
        WriteUnlessZero(json, "discountCapYuan", packet.DiscountCap);
        WriteUnlessZero(json, "merchantCouponYuan", packet.MerchantCoupon);
        WriteUnlessZero(json, "merchantCouponThresholdYuan", packet.MerchantCouponThreshold);
    }

    private static void WriteMechanisms(Utf8JsonWriter json, CampaignScenario campaign)
    {
        if (campaign.Distribution != DistributionScenario.Lottery)
            WriteDistribution(json, campaign.Distribution);
        WriteItems(json, "strata", campaign.Strata, stratum =>
        {
            json.WriteString("id", stratum.Id);
            Write(json, "share", stratum.Share);
        });
        if (campaign.Stacking != StackingScenario.One)
        {
            json.WriteStartObject("stacking");
            json.WriteNumber("packetsPerPurchase", campaign.Stacking.PacketsPerPurchase);
            json.WriteString("merchantMoney", campaign.Stacking.WithMerchantMoney ? ScenarioFields.MerchantMoneyBeside : ScenarioFields.MerchantMoneyInstead);
            json.WriteEndObject();
        }

        if (campaign.Limits != UseLimitScenario.None)
        {
            json.WriteStartObject("limits");
            json.WriteNumber("paymentsPerMerchant", campaign.Limits.PaymentsPerMerchant);
            Write(json, "yuanPerMerchant", campaign.Limits.YuanPerMerchant);
            json.WriteNumber("paymentsPerRound", campaign.Limits.PaymentsPerRound);
            json.WriteEndObject();
        }

        if (campaign.Unspent != default)
            json.WriteString("unspent", ScenarioNames.Of(campaign.Unspent));
        WriteItems(json, "rounds", campaign.Rounds, round =>
        {
            Write(json, "claimOpens", round.ClaimOpens);
            Write(json, "spendOpens", round.SpendOpens);
            Write(json, "spendCloses", round.SpendCloses, isEnd: true);
            Write(json, "countShare", round.CountShare);
        });
    }

    private static void WriteDistribution(Utf8JsonWriter json, DistributionScenario distribution)
    {
        json.WriteStartObject("distribution");
        json.WriteString("method", ScenarioNames.Of(distribution.Method));
        Write(json, "arrivalMeanSeconds", distribution.ArrivalMeanSeconds);
        json.WriteString("unfilledPlaces", ScenarioNames.Of(distribution.UnfilledPlaces));
        json.WriteEndObject();
    }

    private static void WritePlaces(Utf8JsonWriter json, MerchantScenario merchants)
    {
        WriteItems(json, "categories", merchants.Categories, category =>
        {
            json.WriteString("id", category.Id);
            Write(json, "share", category.Share);
        });
        WriteItems(json, "districts", merchants.Districts, district =>
        {
            json.WriteString("id", district.Id);
            Write(json, "merchantShare", district.MerchantShare);
            Write(json, "personShare", district.PersonShare);
            if (district.IsOtherCity)
                json.WriteString("place", ScenarioFields.PlaceOtherCity);
        });
    }

    private static void WriteSubWallets(Utf8JsonWriter json, SubWalletScenario? subWallets)
    {
        if (subWallets is null)
            return;
        json.WriteStartObject("subWallets");
        Write(json, "share", subWallets.Share);
        WriteUnlessZero(json, "perPaymentMaxYuan", subWallets.PerPaymentMax);
        WriteUnlessZero(json, "perDayMaxYuan", subWallets.PerDayMax);
        json.WriteEndObject();
    }

    private static void WriteTiming(Utf8JsonWriter json, OccasionScenario occasions)
    {
        if (occasions.ReadinessMeanHours != 0)
            Write(json, "readinessMeanHours", occasions.ReadinessMeanHours);
        if (occasions.DeadlineFactor != 1)
            Write(json, "deadlineFactor", occasions.DeadlineFactor);
        if (occasions.DeadlineHours != 0)
            Write(json, "deadlineHours", occasions.DeadlineHours);
    }

    private static void WriteFurther(Utf8JsonWriter json, BehaviourScenario behaviour)
    {
        if (behaviour.Registration is { } registration)
        {
            json.WriteStartObject("registration");
            Write(json, "innovationPerDay", registration.InnovationPerDay);
            Write(json, "imitationPerDay", registration.ImitationPerDay);
            json.WriteEndObject();
        }

        if (behaviour.ExtraSpending is { } extra)
        {
            json.WriteStartObject("extraSpending");
            Write(json, "propensityLow", extra.PropensityLow);
            Write(json, "propensityHigh", extra.PropensityHigh);
            Write(json, "couponLow", extra.CouponLow);
            Write(json, "couponHigh", extra.CouponHigh);
            Write(json, "outsideShare", extra.OutsideShare);
            Write(json, "laterShare", extra.LaterShare);
            json.WriteEndObject();
        }

        if (behaviour.Refunds != RefundScenario.None)
        {
            json.WriteStartObject("refunds");
            Write(json, "share", behaviour.Refunds.Share);
            Write(json, "meanDelayHours", behaviour.Refunds.MeanDelayHours);
            json.WriteEndObject();
        }

        if (behaviour.HomeDistrictShare != BehaviourScenario.HomeDistrictShareAssumed)
            Write(json, "homeDistrictShare", behaviour.HomeDistrictShare);
        if (behaviour.Steering != 0)
            Write(json, "steering", behaviour.Steering);
    }

    private static void WriteUnlessZero(Utf8JsonWriter json, string name, Amount amount)
    {
        if (!amount.IsZero)
            Write(json, name, amount);
    }

    private static void WriteIds(Utf8JsonWriter json, string name, ImmutableArray<string> ids)
    {
        if (ids.IsEmpty)
            return;
        json.WriteStartArray(name);
        foreach (var id in ids)
            json.WriteStringValue(id);
        json.WriteEndArray();
    }

    private static void WriteItems<T>(Utf8JsonWriter json, string name, ImmutableArray<T> items, Action<T> write)
    {
        if (items.IsEmpty)
            return;
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
