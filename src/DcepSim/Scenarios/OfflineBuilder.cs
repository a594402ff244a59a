using DcepSim.Offline;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Scenarios;

/// <summary>Makes the section on purses out of values without faults.</summary>
internal sealed class OfflineBuilder(ScenarioValues values)
{
    public OfflineScenario Build() => new(
        Policy(),
        new(Whole("purses.people"), Number("purses.withPurseShare"), Whole("purses.merchants"), Choice<PurseForm>("purses.form"), Yuan("purses.fillYuan")),
        new(
            Number("use.paymentsPerDay"),
            Number("use.personToPersonShare"),
            Number("use.medianYuan"),
            Number("use.sigma"),
            Number("use.contactsPerDay"),
            Number("use.merchantContactsPerDay"),
            Number("use.tornShare"),
            Number("use.unconfirmedShare"),
            Whole("use.roundMinutes")),
        new(Whole("outage.afterHours"), Whole("outage.hours"), Whole("outage.everyHours"), Choice<OutageReach>("outage.reaches")),
        new(
            Number("adversary.brokenShare"),
            Choice<Compromise>("adversary.compromise"),
            Whole("adversary.width"),
            Number("adversary.colludingShare"),
            Number("adversary.jammedShare"),
            Number("adversary.stolenPerDay"),
            Whole("adversary.reportHours")));

    private OfflinePolicyScenario Policy() => new(
        Choice<OfflineMode>("policy.mode"),
        Yuan("policy.paymentMaxYuan"),
        Yuan("policy.spentMaxYuan"),
        Whole("policy.paymentsMax"),
        Number("policy.contactMaxHours"),
        Whole("policy.hopsMax"),
        Yuan("policy.payeeCapYuan"),
        Yuan("policy.purseMaxYuan"),
        Number("policy.certificateDays"),
        Number("policy.lateDays"),
        Choice<LossBearer>("policy.lossBearer"),
        Choice<LossRecovery>("policy.recovery"));

    private double Number(string path) => values.Get<double>($"offline.{path}");

    private int Whole(string path) => (int)values.Get<long>($"offline.{path}");

    private Amount Yuan(string path) => values.Get<Amount>($"offline.{path}");

    private T Choice<T>(string path)
        where T : struct, Enum => ScenarioNames.Parse<T>(values.Get<string>($"offline.{path}"));
}
