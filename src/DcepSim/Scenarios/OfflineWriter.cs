using System.Text.Json;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Scenarios;

/// <summary>Writes the section on purses in its canonical form.</summary>
internal static class OfflineWriter
{
    public static void Write(Utf8JsonWriter json, OfflineScenario offline)
    {
        json.WriteStartObject("offline");
        Write(json, offline.Policy);
        Write(json, offline.Purses);
        Write(json, offline.Use);
        json.WriteStartObject("outage");
        json.WriteNumber("afterHours", offline.Outage.AfterHours);
        json.WriteNumber("hours", offline.Outage.Hours);
        json.WriteNumber("everyHours", offline.Outage.EveryHours);
        json.WriteString("reaches", ScenarioNames.Of(offline.Outage.Reaches));
        json.WriteEndObject();
        Write(json, offline.Adversary);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, OfflinePolicyScenario policy)
    {
        json.WriteStartObject("policy");
        json.WriteString("mode", ScenarioNames.Of(policy.Mode));
        ScenarioWriter.Write(json, "paymentMaxYuan", policy.PaymentMax);
        ScenarioWriter.Write(json, "spentMaxYuan", policy.SpentMax);
        json.WriteNumber("paymentsMax", policy.PaymentsMax);
        ScenarioWriter.Write(json, "contactMaxHours", policy.ContactMaxHours);
        json.WriteNumber("hopsMax", policy.HopsMax);
        ScenarioWriter.Write(json, "payeeCapYuan", policy.PayeeCap);
        ScenarioWriter.Write(json, "purseMaxYuan", policy.PurseMax);
        ScenarioWriter.Write(json, "certificateDays", policy.CertificateDays);
        ScenarioWriter.Write(json, "lateDays", policy.LateDays);
        json.WriteString("lossBearer", ScenarioNames.Of(policy.LossBearer));
        json.WriteString("recovery", ScenarioNames.Of(policy.Recovery));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, OfflinePursesScenario purses)
    {
        json.WriteStartObject("purses");
        json.WriteNumber("people", purses.People);
        ScenarioWriter.Write(json, "withPurseShare", purses.WithPurseShare);
        json.WriteNumber("merchants", purses.Merchants);
        json.WriteString("form", ScenarioNames.Of(purses.Form));
        ScenarioWriter.Write(json, "fillYuan", purses.Fill);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, OfflineUseScenario use)
    {
        json.WriteStartObject("use");
        ScenarioWriter.Write(json, "paymentsPerDay", use.PaymentsPerDay);
        ScenarioWriter.Write(json, "personToPersonShare", use.PersonToPersonShare);
        ScenarioWriter.Write(json, "medianYuan", use.MedianYuan);
        ScenarioWriter.Write(json, "sigma", use.Sigma);
        ScenarioWriter.Write(json, "contactsPerDay", use.ContactsPerDay);
        ScenarioWriter.Write(json, "merchantContactsPerDay", use.MerchantContactsPerDay);
        ScenarioWriter.Write(json, "tornShare", use.TornShare);
        ScenarioWriter.Write(json, "unconfirmedShare", use.UnconfirmedShare);
        json.WriteNumber("roundMinutes", use.RoundMinutes);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, OfflineAdversaryScenario adversary)
    {
        json.WriteStartObject("adversary");
        ScenarioWriter.Write(json, "brokenShare", adversary.BrokenShare);
        json.WriteString("compromise", ScenarioNames.Of(adversary.Compromise));
        json.WriteNumber("width", adversary.Width);
        ScenarioWriter.Write(json, "colludingShare", adversary.ColludingShare);
        ScenarioWriter.Write(json, "jammedShare", adversary.JammedShare);
        ScenarioWriter.Write(json, "stolenPerDay", adversary.StolenPerDay);
        json.WriteNumber("reportHours", adversary.ReportHours);
        json.WriteEndObject();
    }
}
