using DcepSim.Campaigns;
using DcepSim.Observations;
using DcepSim.Results;
using DcepSim.Simulation.Scenarios;
using DcepSim.Statistics.Estimation;
using DcepSim.Web.Charts;
using NodaTime;

namespace DcepSim.Web.Report;

/// <summary>Charts over the hours of a campaign, with the range of runs as a band.</summary>
internal sealed class TimeCharts(CampaignObservations observed, Scenario scenario, Wording words, Numbers numbers)
{
    private const int TicksMax = 8;
    private const double HoursPerDay = 24;

    private readonly LocalDate _firstDay = ShanghaiTime.Local(observed.Hours[0].Start).Date;

    private bool IsHeld => scenario.Published.ContainsKey(Metric.Redeemed.Name);

    private IEnumerable<SalesChannel> Channels => observed.Hours.Select(hour => hour.Channel).Distinct().Order();

    /// <summary>Ticks stand at midnight, a whole number of days apart.</summary>
    public ChartAxis Along
    {
        get
        {
            var (from, until) = (XOf(observed.Hours[0].Start), XOf(observed.Hours[^1].Start) + 1);
            var days = Math.Ceiling((until - from) / HoursPerDay);
            return new(words["TimeAlong"], hours => numbers.Day(_firstDay.PlusDays((int)Math.Round(hours / HoursPerDay))))
            {
                Min = 0,
                Max = Math.Ceiling(until / HoursPerDay) * HoursPerDay,
                Step = HoursPerDay * Math.Max(1, Math.Ceiling(days / TicksMax)),
            };
        }
    }

    public ChartText SoFarText => new(words["SoFarTitle"], $"{words["SoFarSummary"]} {words[IsHeld ? "SoFarHeld" : "SoFarFree"]}", words["TableTitle"]) { Assumption = words["Assumption"] };

    public ChartAxis SoFarUp => new(words["SoFarUp"], numbers.Shortened) { Min = 0 };

    public ChartText HoursText => new(words["HoursTitle"], words["HoursSummary"], words["TableTitle"]) { Assumption = words["Assumption"] };

    public ChartAxis HoursUp => new(words["HoursUp"], numbers.Shortened) { Min = 0 };

    public IReadOnlyList<BandSeries> SoFar() => Series(hour => hour.RedeemedSoFarFen, atEnd: 1, scale: 0.01);

    public IReadOnlyList<BandSeries> Hours() => Series(hour => hour.Payments, atEnd: 0.5, scale: 1);

    public ChartTable SoFarTable() => Table(hour => hour.RedeemedSoFarFen, numbers.Yuan);

    public ChartTable HoursTable() => Table(hour => hour.Payments, numbers.Count);

    private static string NameOf(SalesChannel channel, Wording words) => channel == SalesChannel.Online ? words["Online"] : words["InStore"];

    private double XOf(Instant time)
    {
        var local = ShanghaiTime.Local(time);
        return Period.DaysBetween(_firstDay, local.Date) * HoursPerDay + local.Hour + (local.Minute / 60.0);
    }

    private IReadOnlyList<BandSeries> Series(Func<ObservedHour, Estimate> of, double atEnd, double scale) =>
    [
        .. Channels.Select(channel => new BandSeries(NameOf(channel, words),
        [
            .. observed.Hours.Where(hour => hour.Channel == channel).Select(hour =>
            {
                var estimate = of(hour);
                return new BandPoint(XOf(hour.Start) + atEnd, estimate.Mean * scale, Math.Max(0, (estimate.RunLow ?? estimate.Mean) * scale), (estimate.RunHigh ?? estimate.Mean) * scale);
            }),
        ])),
    ];

    private ChartTable Table(Func<ObservedHour, Estimate> of, Func<double?, string> write) => new(
        [words["Hour"], .. Channels.SelectMany(channel => NameOf(channel, words) is var name ? new[] { name, Fill(words["Low"], name), Fill(words["High"], name) } : [])],
        [.. observed.Hours.GroupBy(hour => hour.Start).Select(hours => new[] { numbers.Hour(hours.Key) }
            .Concat(hours.Select(of).SelectMany(estimate => new[] { write(estimate.Mean), write(estimate.RunLow), write(estimate.RunHigh) })).ToArray())]);

    private static string Fill(string sentence, string name) => string.Format(System.Globalization.CultureInfo.InvariantCulture, sentence, name);
}
