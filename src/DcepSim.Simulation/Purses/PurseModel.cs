using System.Collections.Immutable;
using DcepSim.Campaigns;
using DcepSim.Offline;
using DcepSim.Simulation.Scenarios;
using DcepSim.Statistics.Sampling;
using NodaTime.HighPerformance;

namespace DcepSim.Simulation.Purses;

/// <summary>A scenario's section on purses made ready: its rules, its rounds, and its payments as a table of integers.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class PurseModel
{
    private const int Amounts = 1024;
    private const int MinutesPerDay = 1440;
    private const int MinutesPerHour = 60;
    private const int PpmPerOne = 1_000_000;

    private readonly OfflineScenario _offline;
    private readonly WorldTerms _terms;

    /// <summary>Makes the section ready.</summary>
    /// <param name="scenario">A scenario without faults that has the section.</param>
    /// <exception cref="ArgumentException">The scenario has no section on purses.</exception>
    public PurseModel(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        _offline = scenario.Offline ?? throw new ArgumentException($"The scenario {scenario.Name} has no section on purses (offline).", nameof(scenario));
        Operators = scenario.Operators.Length;
        var use = _offline.Use;
        var payments = QuantileTable.From(QuantileFunction.LogNormal(Math.Log(use.MedianYuan * 100), use.Sigma), 0, "offline payment");
        Table = new(payments.Name, payments.Fingerprint);
        var starts = ShanghaiTime.At(scenario.Campaign.SpendOpens);
        var minutes = (long)(ShanghaiTime.At(scenario.Campaign.SpendCloses) - starts).TotalMinutes;
        _terms = new WorldTerms
        {
            Policy = PolicyOf(_offline.Policy),
            Operators = Operators,
            Form = _offline.Purses.Form,
            Start = Instant64.FromInstant(starts),
            Rounds = (int)((minutes + use.RoundMinutes - 1) / use.RoundMinutes),
            RoundLength = Duration64.FromMinutes(use.RoundMinutes),
            FillTo = _offline.Purses.Fill,
            AmountsFen = [.. Enumerable.Range(0, Amounts).Select(place => AmountAt(payments, place))],
            PayPpm = PerRound(use.PaymentsPerDay),
            PayWeights = WeightsOf(scenario, use.RoundMinutes),
            WithoutPursePpm = PpmPerOne - Ppm(_offline.Purses.WithPurseShare),
            PersonToPersonPpm = Ppm(use.PersonToPersonShare),
            ContactPpm = PerRound(use.ContactsPerDay),
            MerchantContactPpm = PerRound(use.MerchantContactsPerDay),
            TornPpm = Ppm(use.TornShare),
            UnconfirmedPpm = Ppm(use.UnconfirmedShare),
            OutageFrom = RoundsIn(_offline.Outage.AfterHours),
            OutageUntil = RoundsIn(_offline.Outage.AfterHours + _offline.Outage.Hours),
            OutageEvery = RoundsIn(_offline.Outage.EveryHours),
            OutageMerchantsOnly = _offline.Outage.Reaches == OutageReach.Merchants,
            BrokenPpm = Ppm(_offline.Adversary.BrokenShare),
            Compromise = _offline.Adversary.Compromise,
            CompromiseWidth = _offline.Adversary.Width,
            ColludingPpm = Ppm(_offline.Adversary.ColludingShare),
            JammedPpm = Ppm(_offline.Adversary.JammedShare),
            StolenPpm = PerRound(_offline.Adversary.StolenPerDay),
            ReportAfterRounds = RoundsIn(_offline.Adversary.ReportHours),
        };
    }

    /// <summary>The identity of the table of payments, for the manifest.</summary>
    public TableFingerprint Table { get; }

    /// <summary>The length of a round in hours.</summary>
    public double RoundHours => _offline.Use.RoundMinutes / (double)MinutesPerHour;

    /// <summary>How many people the scenario itself names; 0 when they are the claimants who try double-offline payment.</summary>
    public int People => _offline.Purses.People;

    /// <summary>How many merchants have a purse.</summary>
    public int Merchants => _offline.Purses.Merchants;

    internal int Operators { get; }

    /// <summary>The key of a run's purses.</summary>
    /// <param name="run">The run's key.</param>
    public static RandomKey KeyOf(RandomKey run) => run.Child("purses");

    /// <summary>The terms of a population.</summary>
    /// <param name="people">How many people; 1 and up.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is nobody.</exception>
    public WorldTerms TermsFor(int people)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(people, 1);
        return _terms with { Merchants = Merchants, Purses = Merchants + people };
    }

    private static OfflinePolicy PolicyOf(OfflinePolicyScenario policy) => new()
    {
        Mode = policy.Mode,
        PaymentMax = policy.PaymentMax,
        SpentMax = policy.SpentMax,
        PaymentsMax = policy.PaymentsMax,
        ContactMax = Hours(policy.ContactMaxHours),
        HopsMax = policy.HopsMax,
        PayeeCap = policy.PayeeCap,
        PurseMaxByTier = [policy.PurseMax, policy.PurseMax, policy.PurseMax, policy.PurseMax],
        CertificateLife = Hours(policy.CertificateDays * 24),
        LateMax = Hours(policy.LateDays * 24),
        LossBearer = policy.LossBearer,
        Recovery = policy.Recovery,
    };

    // At least a second: a time that rounds to nothing would be no time at all.
    private static Duration64 Hours(double hours) => Duration64.FromSeconds(Math.Max(1, (long)Math.Round(hours * 3600)));

    private static int Ppm(double share) => (int)Math.Round(share * PpmPerOne);

    private static int AmountAt(QuantileTable payments, int place) =>
        (int)Math.Clamp(payments.Draw(((ulong)place << 54) + (1UL << 53)), 1, int.MaxValue);

    private static ImmutableArray<int> WeightsOf(Scenario scenario, int roundMinutes)
    {
        var hours = scenario.Behaviour.Occasions.HourWeights;
        var mean = hours.Sum() / hours.Length;
        var opens = scenario.Campaign.SpendOpens;
        var startMinute = (opens.Hour * MinutesPerHour) + opens.Minute;
        return [.. Enumerable.Range(0, MinutesPerDay / roundMinutes).Select(round =>
            (int)Math.Round(1000 * hours[(startMinute + (round * roundMinutes)) / MinutesPerHour % hours.Length] / mean))];
    }

    private int PerRound(double perDay) => Math.Min(PpmPerOne, Ppm(perDay * _offline.Use.RoundMinutes / MinutesPerDay));

    private int RoundsIn(int hours) => hours * MinutesPerHour / _offline.Use.RoundMinutes;
}
