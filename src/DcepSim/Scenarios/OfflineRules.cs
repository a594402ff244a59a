using System.Globalization;
using DcepSim.Offline;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Scenarios;

/// <summary>What several fields of the section on purses say to each other.</summary>
internal static class OfflineRules
{
    private const double MinutesPerDay = 1440;

    public static void Check(ScenarioValues values, List<ScenarioFault> faults)
    {
        if (values.TryGet<long>("offline.use.roundMinutes", out var minutes))
        {
            if (minutes > 0 && 60 % minutes != 0)
                Fault("use.roundMinutes", $"{minutes} does not divide an hour; allowed: 10, 12, 15, 20, 30 or 60");
            foreach (var rate in new[] { "use.paymentsPerDay", "use.contactsPerDay", "use.merchantContactsPerDay" })
                RatesFitRounds(rate, minutes);
        }

        if (values.TryGet<string>("offline.policy.mode", out var mode) && mode == ScenarioNames.Of(OfflineMode.StagedOffline)
            && values.TryGet<long>("offline.policy.hopsMax", out var hops) && hops > 1)
            Fault("policy.hopsMax", $"is {hops} in the staged mode; allowed there: 1");
        if (values.TryGet<double>("offline.adversary.brokenShare", out var broken) && broken > 0
            && values.TryGet<string>("offline.adversary.compromise", out var how) && how == ScenarioNames.Of(Compromise.None))
            Fault("adversary.compromise", "is none though some purses are broken; allowed: how they are broken");
        if (values.TryGet<long>("offline.outage.hours", out var hours) && values.TryGet<long>("offline.outage.everyHours", out var every) && every > 0 && every <= hours)
            Fault("outage.everyHours", $"is {every}, not more than offline.outage.hours ({hours}); allowed: 0, or more than an outage lasts");
        if (values.TryGet<long>("offline.purses.people", out var people) && people == 0
            && values.TryGet<double>("behaviour.doubleOfflineShare", out var share) && share == 0)
            Fault("purses.people", "is 0, which takes the claimants who try double-offline payment, and behaviour.doubleOfflineShare is 0; allowed: either above 0");

        void RatesFitRounds(string path, long length)
        {
            var max = MinutesPerDay / length;
            if (values.TryGet<double>($"offline.{path}", out var rate) && rate > max)
                Fault(path, string.Create(CultureInfo.InvariantCulture, $"is {rate}; allowed with rounds of {length} minutes: up to {max}, one a round"));
        }

        void Fault(string path, string message) => faults.Add(new($"offline.{path}", message));
    }
}
