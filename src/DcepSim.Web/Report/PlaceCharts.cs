using DcepSim.Observations;
using DcepSim.Statistics.Estimation;
using DcepSim.Web.Charts;

namespace DcepSim.Web.Report;

/// <summary>The chart of where packet money goes: districts and categories, and online platforms, with the range of runs.</summary>
internal sealed class PlaceCharts(CampaignObservations observed, Wording words, Numbers numbers)
{
    private const int DrawnMax = 16;

    /// <summary>Whether the scenario tells places apart.</summary>
    public bool AreTold => observed.Flows.Length > 1;

    public ChartText Text => new(words["PlacesTitle"], words["PlacesSummary"], words["TableTitle"]) { Assumption = words["Assumption"] };

    public ChartAxis Along => new(words["PlacesAlong"], _ => "");

    public ChartAxis Up => new(words["PlacesUp"], numbers.Shortened) { Min = 0 };

    /// <summary>The places that get most, in the scenario's order.</summary>
    public IReadOnlyList<RangePoint> Points()
    {
        var drawn = observed.Flows.OrderByDescending(flow => flow.PacketFen.Mean).Take(DrawnMax).ToHashSet();
        return [.. observed.Flows.Where(drawn.Contains).Select(flow => new RangePoint(NameOf(flow), Yuan(flow.PacketFen.Mean), Yuan(Math.Max(0, flow.PacketFen.RunLow ?? flow.PacketFen.Mean)), Yuan(flow.PacketFen.RunHigh ?? flow.PacketFen.Mean)))];
    }

    public ChartTable Table() => new(
        [words["PlacesAlong"], words["PlacesMerchants"], words["FlowsPacket"], words["RunRange"], words["FlowsOwn"], words["FlowsOther"]],
        [.. observed.Flows.Select(flow => new[] { NameOf(flow), numbers.Count(flow.Merchants), numbers.Yuan(flow.PacketFen.Mean), Range(flow.PacketFen), numbers.Yuan(flow.OwnMoneyFen.Mean), numbers.Yuan(flow.OtherTenderFen.Mean) })]);

    private static double Yuan(double fen) => fen / 100;

    private string Range(in Estimate fen) => fen.RunLow is null ? "–" : $"{numbers.Yuan(Math.Max(0, fen.RunLow.Value))} – {numbers.Yuan(fen.RunHigh)}";

    private string NameOf(ObservedFlow flow) => flow switch
    {
        { Platform: { } platform } => words.Language == Language.Chinese ? platform.Zh : platform.En,
        { District: { } district, Category: { } category } => $"{district} · {category}",
        _ => flow.District ?? flow.Category ?? words["InStore"],
    };
}
