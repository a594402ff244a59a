using System.Globalization;
using DcepSim.Campaigns;
using DcepSim.Results;
using NodaTime;

namespace DcepSim.Web;

/// <summary>How figures and times are written for a reader of one language: patterns of our own, so that a page is the same on every machine.</summary>
/// <param name="language">The reader's language.</param>
public sealed class Numbers(Language language)
{
    private const string Nothing = "–";

    // The two languages part digits alike; a third may not.
    private readonly NumberFormatInfo _figures = new() { NumberGroupSeparator = ",", NumberDecimalSeparator = ".", NegativeSign = "−" };

    /// <summary>Never parted from its number at the end of a line.</summary>
    private string PerCentSign => IsChinese ? "%" : "\u00a0%";

    private bool IsChinese => language == Language.Chinese;

    /// <summary>A count, whole.</summary>
    public string Count(double? value) => Written(value, "#,0");

    /// <summary>Fen, in whole yuan.</summary>
    public string Yuan(double? fen) => Written(fen / 100, "#,0");

    /// <summary>Fen, in yuan to the fen.</summary>
    public string YuanAndFen(double? fen) => Written(fen / 100, "#,0.00");

    /// <summary>A part of one, in per cent.</summary>
    /// <param name="part">0 to 1.</param>
    /// <param name="digits">Digits after the point.</param>
    public string Percent(double? part, int digits = 1) => Written(part * 100, digits == 0 ? "0" : "0." + new string('0', digits)) is var text && text == Nothing ? Nothing : text + PerCentSign;

    /// <summary>A part of one, in per cent, with its sign.</summary>
    public string Change(double? part) => part is { } value && double.IsFinite(value) ? (value * 100).ToString("+0.00;−0.00;0.00", _figures) + PerCentSign : Nothing;

    /// <summary>A ratio, to three digits after the point.</summary>
    public string Ratio(double? value) => Written(value, "0.000");

    /// <summary>A metric's value in its unit: shares in per cent, ratios to four digits, counts whole, totals in whole yuan, a mean payment to the fen.</summary>
    public string Of(Metric metric, double? value)
    {
        ArgumentNullException.ThrowIfNull(metric);
        if (metric.Unit == MetricUnit.Share)
            return Percent(value);
        if (metric.Unit == MetricUnit.Ratio)
            return Math.Abs(value ?? 1) < 1 ? Written(value, "0.0000") : Ratio(value);
        if (metric.Unit == MetricUnit.Count)
            return Count(value);
        return metric == Metric.MeanPayment ? YuanAndFen(value) : Yuan(value);
    }

    /// <summary>A range; a dash where there is none.</summary>
    public string Range(Metric metric, double? low, double? high) => low is null || high is null ? Nothing : $"{Of(metric, low)} – {Of(metric, high)}";

    /// <summary>A large number, shortened for an axis: thousands and millions, or 万 and 亿.</summary>
    public string Shortened(double value)
    {
        var size = Math.Abs(value);
        if (IsChinese)
            return size >= 1e8 ? Written(value / 1e8, "0.##") + "亿" : size >= 1e4 ? Written(value / 1e4, "0.##") + "万" : Written(value, "0.##");
        return size >= 1e6 ? Written(value / 1e6, "0.##") + "M" : size >= 1e4 ? Written(value / 1e3, "0.##") + "k" : Written(value, "#,0.##");
    }

    /// <summary>A day in Shanghai.</summary>
    public string Day(LocalDate day) => IsChinese ? $"{day.Month}月{day.Day}日" : day.ToString("d MMM", CultureInfo.InvariantCulture);

    /// <summary>An hour in Shanghai.</summary>
    public string Hour(Instant start)
    {
        var local = ShanghaiTime.Local(start);
        return $"{Day(local.Date)} {local.ToString("HH:mm", CultureInfo.InvariantCulture)}";
    }

    /// <summary>A moment in Shanghai with its year.</summary>
    public string Moment(LocalDateTime time) => IsChinese
        ? string.Create(CultureInfo.InvariantCulture, $"{time.Year}年{time.Month}月{time.Day}日 {time.Hour:00}:{time.Minute:00}")
        : time.ToString("d MMMM uuuu, HH:mm", CultureInfo.InvariantCulture);

    private string Written(double? value, string format) => value is { } number && double.IsFinite(number) ? number.ToString(format, _figures) : Nothing;
}
