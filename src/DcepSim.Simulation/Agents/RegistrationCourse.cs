using DcepSim.Simulation.Scenarios;
using DcepSim.Statistics.Sampling;
using NodaTime;

namespace DcepSim.Simulation.Agents;

/// <summary>In which hour of the registration period each applicant registers.</summary>
/// <remarks>Who wins does not depend on it: the draw knows no first and last. Immutable.</remarks>
internal sealed class RegistrationCourse
{
    private const double HoursPerDay = 24;

    public RegistrationCourse(CampaignScenario campaign, RegistrationScenario registration)
    {
        var minutes = Period.Between(campaign.RegistrationOpens, campaign.RegistrationCloses, PeriodUnits.Minutes).Minutes;
        var hours = minutes / 60.0;
        Applicants = campaign.Applicants;
        Hours = DiscreteTable.FromWeights(
            [.. Enumerable.Range(0, (int)Math.Ceiling(hours)).Select(hour => Registered(registration, Math.Min(hours, hour + 1)) - Registered(registration, hour))],
            "hours of registration");
    }

    public int Applicants { get; }

    public DiscreteTable Hours { get; }

    /// <summary>How many register in each hour.</summary>
    /// <param name="run">The run's key.</param>
    public long[] ByHour(RandomKey run)
    {
        var (key, byHour) = (run.Child("registration"), new long[Hours.Count]);
        for (var entrant = 0; entrant < Applicants; entrant++)
            byHour[Hours.Draw(key.Word((ulong)entrant))]++;
        return byHour;
    }

    // The share of all who ever would that has registered after so many hours.
    private static double Registered(RegistrationScenario registration, double hours)
    {
        var (p, q) = (registration.InnovationPerDay, registration.ImitationPerDay);
        var left = Math.Exp(-(p + q) * hours / HoursPerDay);
        return (1 - left) / (1 + (q / p * left));
    }
}
