using System.Collections.Immutable;
using System.Globalization;
using System.Security;
using System.Text;

namespace DcepSim.OfflineRisks;

/// <summary>Draws <c>risk.svg</c>: loss per million yuan against detection delay. A line joins the points that differ in the last axis alone.</summary>
internal sealed class OfflineRiskCurve
{
    private const double Width = 900;
    private const double Height = 520;
    private const double Left = 90;
    private const double Right = 600;
    private const double Top = 60;
    private const double Bottom = 420;

    private static readonly ImmutableArray<string> Colours = ["#0b5394", "#b45f06", "#38761d", "#741b47", "#134f5c", "#990000"];

    private readonly StringBuilder _svg = new();
    private readonly OfflineRisk _risk;
    private readonly ImmutableArray<OfflineRiskPoint> _points;
    private readonly CurveAxis _hours;
    private readonly CurveAxis _loss;

    private OfflineRiskCurve(OfflineRisk risk)
    {
        _risk = risk;
        _points = [.. risk.Points.Where(point => double.IsFinite(point.LossPerMillion.Mean) && double.IsFinite(point.DetectionHours.Mean))];
        _hours = CurveAxis.Over(_points.Select(point => point.DetectionHours.MeanHigh ?? point.DetectionHours.Mean));
        _loss = CurveAxis.Over(_points.Select(point => point.LossPerMillion.MeanHigh ?? point.LossPerMillion.Mean));
    }

    public static byte[] Write(OfflineRisk risk) => Encoding.UTF8.GetBytes(new OfflineRiskCurve(risk).Draw());

    private string Draw()
    {
        var scenario = _risk.Facts.Scenarios[0];
        Line($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" role=\"img\" aria-labelledby=\"title desc\" font-family=\"sans-serif\" font-size=\"12\">");
        Line($"<title id=\"title\">{Text($"Loss per million yuan against detection delay: {scenario.Title.En} {scenario.Title.Zh}")}</title>");
        Line($"<desc id=\"desc\">{Text(Description())}</desc>");
        Line($"<rect width=\"{Width}\" height=\"{Height}\" fill=\"#ffffff\"/>");
        Line($"<text x=\"{Left}\" y=\"24\" font-size=\"15\" font-weight=\"bold\">{Text($"{scenario.Title.En} {scenario.Title.Zh}")}</text>");
        Line($"<text x=\"{Left}\" y=\"44\">{Text(Conditions())}</text>");
        DrawAxes();
        DrawSeries();
        Line($"<text x=\"{Left}\" y=\"{Bottom + 78}\" fill=\"#555555\">{Text($"{_risk.Assumptions.Length} inputs are assumptions; risk.json names each. Undetected purses count as long as the window lasted.")}</text>");
        Line($"</svg>");
        return _svg.ToString();
    }

    private string Conditions() => string.Create(
        CultureInfo.InvariantCulture,
        $"{_risk.Facts.Runs} {(_risk.Facts.Runs == 1 ? "run" : "runs")} a point, seed {_risk.Facts.Seed}; bars are 95 % intervals of the mean (Student t over runs)");

    private string Description()
    {
        var rows = _points.Select(point => string.Create(
            CultureInfo.InvariantCulture,
            $"{string.Join(", ", _risk.Axes.Zip(point.Values, (axis, value) => $"{axis.Path}={value}"))}: {point.DetectionHours.Mean:0.#} hours, {point.LossPerMillion.Mean:0.#} yuan"));
        return $"Across: mean hours until a broken purse is found. Up: loss in yuan per million yuan paid. {string.Join("; ", rows)}.";
    }

    private void DrawAxes()
    {
        foreach (var tick in _hours.Ticks)
        {
            var x = X(tick);
            Line($"<line x1=\"{x:0.##}\" y1=\"{Top}\" x2=\"{x:0.##}\" y2=\"{Bottom}\" stroke=\"#e0e0e0\"/>");
            Line($"<text x=\"{x:0.##}\" y=\"{Bottom + 18}\" text-anchor=\"middle\">{tick:#,0.##}</text>");
        }

        foreach (var tick in _loss.Ticks)
        {
            var y = Y(tick);
            Line($"<line x1=\"{Left}\" y1=\"{y:0.##}\" x2=\"{Right}\" y2=\"{y:0.##}\" stroke=\"#e0e0e0\"/>");
            Line($"<text x=\"{Left - 8}\" y=\"{y + 4:0.##}\" text-anchor=\"end\">{tick:#,0.##}</text>");
        }

        Line($"<path d=\"M{Left} {Top}V{Bottom}H{Right}\" fill=\"none\" stroke=\"#333333\"/>");
        Line($"<text x=\"{(Left + Right) / 2}\" y=\"{Bottom + 42}\" text-anchor=\"middle\">detection delay, hours (发现时延)</text>");
        Line($"<text transform=\"translate(24 {(Top + Bottom) / 2}) rotate(-90)\" text-anchor=\"middle\">loss, yuan per million yuan paid (损失率)</text>");
    }

    private void DrawSeries()
    {
        var series = _points.GroupBy(point => string.Join(", ", _risk.Axes.SkipLast(1).Zip(point.Values, (axis, value) => $"{ShortName(axis.Path)}={value}"))).ToList();
        for (var number = 0; number < series.Count; number++)
        {
            var colour = Colours[number % Colours.Length];
            var path = string.Join("L", series[number].Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.DetectionHours.Mean):0.##} {Y(point.LossPerMillion.Mean):0.##}")));
            Line($"<path d=\"M{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.5\"/>");
            foreach (var point in series[number])
                DrawPoint(point, colour);
            var y = Top + 10 + (18 * number);
            if (series[number].Key.Length > 0)
                Line($"<rect x=\"{Right + 16}\" y=\"{y - 9:0.##}\" width=\"10\" height=\"10\" fill=\"{colour}\"/><text x=\"{Right + 32}\" y=\"{y:0.##}\">{Text(series[number].Key)}</text>");
        }

        Line($"<text x=\"{Right + 16}\" y=\"{Bottom}\" fill=\"#555555\">{Text($"labels: {ShortName(_risk.Axes[^1].Path)}")}</text>");
    }

    private void DrawPoint(OfflineRiskPoint point, string colour)
    {
        var (hours, loss) = (point.DetectionHours, point.LossPerMillion);
        var (x, y) = (X(hours.Mean), Y(loss.Mean));
        if (hours is { MeanLow: { } early, MeanHigh: { } late })
            Line($"<path d=\"M{X(Math.Max(0, early)):0.##} {y:0.##}H{X(late):0.##}\" stroke=\"{colour}\" stroke-opacity=\"0.6\"/>");
        if (loss is { MeanLow: { } low, MeanHigh: { } high })
            Line($"<path d=\"M{x:0.##} {Y(Math.Max(0, low)):0.##}V{Y(high):0.##}\" stroke=\"{colour}\" stroke-opacity=\"0.6\"/>");
        Line($"<circle cx=\"{x:0.##}\" cy=\"{y:0.##}\" r=\"4\" fill=\"{colour}\"/>");
        Line($"<text x=\"{x + 7:0.##}\" y=\"{y - 6:0.##}\" fill=\"{colour}\">{Text(point.Values[^1])}</text>");
    }

    private double X(double hours) => Left + ((Right - Left) * hours / _hours.End);

    private double Y(double loss) => Bottom - ((Bottom - Top) * loss / _loss.End);

    private void Line(FormattableString text) => _svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string Text(string text) => SecurityElement.Escape(text);

    private static string ShortName(string path) => path[(path.LastIndexOf('.') + 1)..];
}
