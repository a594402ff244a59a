using System.Globalization;
using DcepSim.Observations;
using DcepSim.Simulation.Scenarios;
using DcepSim.Web.Charts;

namespace DcepSim.Web.Report;

/// <summary>Charts of the first run: waiting, sizes, concentration and flows.</summary>
internal sealed class FirstRunCharts(RunObservations run, Scenario scenario, Wording words, Numbers numbers)
{
    private const int TopMerchants = 10;
    private const int Day = 24;

    public ChartText WaitText => Text(words["WaitTitle"], Fill(words["WaitSummary"], Percent(Share(run.ClaimsByHour.Take(Day).Sum(), run.Claims)), Percent(Share(run.FirstSpendByHour.Take(Day).Sum(), run.Claimants)), Percent(Share(run.NeverSpent, run.Claimants))));

    public ChartAxis WaitAlong => new(words["WaitAlong"], Plain) { Min = 0 };

    public ChartAxis WaitUp => new(words["WaitUp"], Plain) { Min = 0, Max = 100, Step = 20 };

    public ChartText SizesText => Text(words["SizesTitle"], words["SizesSummary"]);

    public ChartAxis SizesAlong => new(words["SizesAlong"], Plain);

    public ChartAxis SizesUp => new(words["SizesUp"], numbers.Shortened);

    public ChartText LorenzText => Text(words["LorenzTitle"], Fill(
        words["LorenzSummary"], numbers.Ratio(run.Gini), numbers.Ratio(run.Hhi), Percent(run.TopShare(TopMerchants)), numbers.Count(run.MerchantsReached), numbers.Count(run.Merchants.Length)));

    public ChartAxis LorenzAlong => new(words["LorenzAlong"], Plain) { Min = 0, Max = 100, Step = 20 };

    public ChartAxis LorenzUp => new(words["LorenzUp"], Plain) { Min = 0, Max = 100, Step = 20 };

    public ChartText FlowsText => Text(words["FlowsTitle"], words["FlowsSummary"]);

    public ChartAxis FlowsAlong => new(words["FlowsAlong"], Plain);

    public ChartAxis FlowsUp => new(words["SoFarUp"], numbers.Shortened);

    public IReadOnlyList<BandSeries> Wait() => [Line(words["WaitClaim"], Shares(run.ClaimsByHour, run.Claims)), Line(words["WaitSpend"], Shares(run.FirstSpendByHour, run.Claimants))];

    public ChartTable WaitTable() => new(
        [words["WaitAlong"], words["WaitClaim"], words["WaitSpend"]],
        [.. Shares(run.ClaimsByHour, run.Claims).Zip(Shares(run.FirstSpendByHour, run.Claimants), (claim, spend) => new[] { Plain(claim.Hours), Percent(claim.Share), Percent(spend.Share) })]);

    public IReadOnlyList<ColumnSeries> Sizes() =>
    [
        new(words["SizesPacket"], [.. Shown().Select(size => new ColumnPoint(Mark(size), size.PacketParts))]),
        new(words["SizesPurchase"], [.. Shown().Select(size => new ColumnPoint(Mark(size), size.Purchases))]),
    ];

    public ChartTable SizesTable() => new(
        [words["SizesAlong"], words["SizesPacket"], words["SizesPurchase"]],
        [.. Shown().Select(size => new[] { Mark(size), numbers.Count(size.PacketParts), numbers.Count(size.Purchases) })]);

    public IReadOnlyList<BandSeries> Lorenz() =>
    [
        Line(words["LorenzCurve"], run.Lorenz().Select((share, percent) => ((double)percent, share))),
        Line(words["LorenzEqual"], [(0, 0), (100, 1)]),
    ];

    public ChartTable LorenzTable() => new(
        [words["LorenzAlong"], words["LorenzCurve"]],
        [.. run.Lorenz().Select((share, percent) => (share, percent)).Where(point => point.percent % 5 == 0).Select(point => new[] { Plain(point.percent), Percent(point.share) })]);

    public IReadOnlyList<ColumnSeries> Flows() =>
    [
        new(words["FlowsPacket"], Columns(flow => flow.PacketFen)),
        new(words["FlowsOwn"], Columns(flow => flow.OwnMoneyFen)),
        new(words["FlowsOther"], Columns(flow => flow.OtherTenderFen)),
    ];

    public ChartTable FlowsTable() => new(
        [words["FlowsAlong"], words["FlowsPacket"], words["FlowsOwn"], words["FlowsOther"]],
        [.. run.Operators.Select(flow => new[] { NameOf(flow), numbers.Yuan(flow.PacketFen), numbers.Yuan(flow.OwnMoneyFen), numbers.Yuan(flow.OtherTenderFen) })]);

    private static string Plain(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Fill(string sentence, params object[] figures) => string.Format(CultureInfo.InvariantCulture, sentence, figures);

    private static BandSeries Line(string title, IEnumerable<(double X, double Share)> points) => new(title, [.. points.Select(point => new BandPoint(point.X, point.Share * 100, point.Share * 100, point.Share * 100))]);

    private static string Mark(PaymentSizes size) => (size.FromFen / 100).ToString(CultureInfo.InvariantCulture);

    private ChartText Text(string title, string summary) => new(title, summary, words["TableTitle"]) { Assumption = words["Assumption"] };

    private string Percent(double? share) => numbers.Percent(share);

    private static double? Share(long part, long all) => all == 0 ? null : (double)part / all;

    /// <summary>The share done by the end of each hour, until nothing more happens.</summary>
    private static IEnumerable<(double Hours, double Share)> Shares(IReadOnlyList<long> byHour, long all)
    {
        var soFar = 0L;
        yield return (0, 0);
        for (var hour = 0; hour < byHour.Count; hour++)
        {
            soFar += byHour[hour];
            yield return (hour + 1, Share(soFar, all) ?? 0);
        }
    }

    private IEnumerable<PaymentSizes> Shown()
    {
        var last = Math.Max(0, run.Sizes.ToList().FindLastIndex(size => size.Purchases > 0 || size.PacketParts > 0));
        return run.Sizes.Take(last + 1);
    }

    private IReadOnlyList<ColumnPoint> Columns(Func<OperatorFlow, long> fen) => [.. run.Operators.Select(flow => new ColumnPoint(NameOf(flow), fen(flow) / 100.0))];

    private string NameOf(OperatorFlow flow)
    {
        var keeper = scenario.Operators[flow.Operator];
        return words.Language == Language.Chinese ? keeper.Name.Zh : keeper.Id;
    }
}
