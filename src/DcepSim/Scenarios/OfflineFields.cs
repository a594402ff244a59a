using DcepSim.Offline;
using DcepSim.Simulation.Scenarios;
using static DcepSim.Scenarios.ScenarioFieldType;

namespace DcepSim.Scenarios;

/// <summary>The rows of the section on purses and offline payment.</summary>
internal static class OfflineFields
{
    private const double YuanMax = 1_000_000_000_000; // as elsewhere: a limit that no purse reaches

    public static IEnumerable<ScenarioField> All { get; } =
    [
        new("offline", Section, "Purses beside the campaign: payment between two devices without network.") { IsOptional = true },

        new("offline.policy", Section, "The rules; what is not limited has a limit that is never reached."),
        Choice<OfflineMode>("policy.mode", "How offline a payment is, in the terms of the BIS handbook; payerOffline: the terminal is online."),
        Yuan("policy.paymentMaxYuan", "The most one payment may be; enforced by payer, payee and book."),
        Yuan("policy.spentMaxYuan", "The most a purse may spend between two contacts."),
        Whole("policy.paymentsMax", 1, 1_000_000_000, "payments", "How many payments a purse may make between two contacts."),
        Number("policy.contactMaxHours", 0, 876_000, "hours", "How long after a contact a purse may still pay.", aboveMin: true),
        Whole("policy.hopsMax", 1, 255, "hands", "Through how many hands value may pass without a contact; 1 in the staged mode."),
        Yuan("policy.payeeCapYuan", "The most one payee takes from one payer certificate: the base of the loss bound."),
        Yuan("policy.purseMaxYuan", "The most a holder's purse may hold."),
        Number("policy.certificateDays", 0, 36_500, "days", "How long a purse's certificate is valid.", aboveMin: true),
        Number("policy.lateDays", 0, 36_500, "days", "How long the book waits for late tokens.", aboveMin: true),
        Choice<LossBearer>("policy.lossBearer", "Whose loss account pays for what must not mint; payee: duplicates are refused."),
        Choice<LossRecovery>("policy.recovery", "What the holder of a lost purse gets back."),

        new("offline.purses", Section, "Who has purses."),
        Whole("purses.people", 0, 10_000_000, "persons", "How many people; 0 takes the claimants who try double-offline payment in each run."),
        Number("purses.withPurseShare", 0, 1, "", "The share of them who have a purse; the others cannot pay in an outage.", aboveMin: true),
        Whole("purses.merchants", 1, 1_000_000, "merchants", "How many merchants have a purse."),
        Choice<PurseForm>("purses.form", "The device of every holder."),
        Yuan("purses.fillYuan", "What a holder fills the purse up to at each contact.", 100_000),

        new("offline.use", Section, "How purses are used; payments follow the campaign's hours of the day."),
        Number("use.paymentsPerDay", 0, 144, "a day", "Mean payments a person wants to make.", aboveMin: true),
        Number("use.personToPersonShare", 0, 1, "", "The share that goes to another person."),
        Number("use.medianYuan", 0.1, 100_000, "yuan", "The median payment; payments are lognormal."),
        Number("use.sigma", 0.01, 3, "", "Standard deviation of the logarithm."),
        Number("use.contactsPerDay", 0, 144, "a day", "Mean contacts of a holder, outside outages."),
        Number("use.merchantContactsPerDay", 0, 144, "a day", "Mean contacts of a merchant, outside outages."),
        Number("use.tornShare", 0, 0.5, "", "The share of payments whose message is lost and not sent again."),
        Number("use.unconfirmedShare", 0, 0.5, "", "The share of payments whose confirmation is lost."),
        Whole("use.roundMinutes", 10, 60, "minutes", "The length of a round, in which a person pays at most once; it divides an hour."),

        new("offline.outage", Section, "When there is no network."),
        Whole("outage.afterHours", 0, 10_000, "hours", "From the opening of the spend window until it begins."),
        Whole("outage.hours", 0, 10_000, "hours", "How long it lasts; 0 for none."),
        Whole("outage.everyHours", 0, 10_000, "hours", "From the beginning of one to that of the next; 0 when there is only one."),
        Choice<OutageReach>("outage.reaches", "Whom it cuts off; merchants: terminals below ground, holders come up between two payments."),

        new("offline.adversary", Section, "What goes wrong on purpose."),
        Number("adversary.brokenShare", 0, 1, "", "The share of holders' purses whose secure element is broken."),
        Choice<Compromise>("adversary.compromise", "How such purses are broken."),
        Whole("adversary.width", 1, 1_000, "", "Copies of a cloned element, or payments between two roll-backs."),
        Number("adversary.colludingShare", 0, 1, "", "The share of merchants who take anything from broken purses."),
        Number("adversary.jammedShare", 0, 1, "", "The share of merchants whose contact is jammed until the end."),
        Number("adversary.stolenPerDay", 0, 1, "a day", "The share of holders' purses stolen."),
        Whole("adversary.reportHours", 0, 10_000, "hours", "Hours until a theft is reported."),
    ];

    private static ScenarioField Choice<T>(string path, string meaning)
        where T : struct, Enum => new($"offline.{path}", ScenarioFieldType.Choice, meaning) { Choices = ScenarioNames.All<T>() };

    private static ScenarioField Whole(string path, double min, double max, string unit, string meaning) =>
        new($"offline.{path}", ScenarioFieldType.Whole, meaning) { Min = min, Max = max, Unit = unit };

    private static ScenarioField Number(string path, double min, double max, string unit, string meaning, bool aboveMin = false) =>
        new($"offline.{path}", ScenarioFieldType.Number, meaning) { Min = min, Max = max, Unit = unit, AboveMin = aboveMin };

    private static ScenarioField Yuan(string path, string meaning, double max = YuanMax) =>
        new($"offline.{path}", ScenarioFieldType.Yuan, meaning) { Min = 0.01, Max = max, Unit = "yuan" };
}
