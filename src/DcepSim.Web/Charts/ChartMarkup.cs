using System.Text.RegularExpressions;

namespace DcepSim.Web.Charts;

/// <summary>Makes rendered charts fit a still page: sizes that follow the page, and names that are the same every time.</summary>
public static partial class ChartMarkup
{
    /// <summary>Mends the charts in a rendered page.</summary>
    /// <param name="html">A page or a part of one, as it was rendered.</param>
    /// <returns>The same page; the same charts always give the same text.</returns>
    public static string Settle(string html)
    {
        ArgumentNullException.ThrowIfNull(html);
        var number = 0;
        foreach (var name in ChartName().Matches(html).Select(match => match.Groups["name"].Value).Distinct().ToList())
            html = html.Replace(name, $"chart{++number}", StringComparison.Ordinal); // drawn anew by the library at every rendering
        html = Opening().Replace(html, """<div class="rz-chart">""");
        html = Drawing().Replace(html, $"""<svg viewBox="0 0 {ChartSize.Width} {ChartSize.Height}" aria-hidden="true">""");
        html = Place().Replace(html, place => Decimals().Replace(place.Value, "$1"));
        return BlankLines().Replace(html, "\n");
    }

    [GeneratedRegex(@"<div class=""rz-chart[^>]* id=""(?<name>[^""]+)""[^>]*>")]
    private static partial Regex ChartName();

    [GeneratedRegex(@"<div class=""rz-chart [^>]*>")]
    private static partial Regex Opening();

    [GeneratedRegex(@"<svg style=""width: 100%; height: 100%; overflow: visible;"">")]
    private static partial Regex Drawing();

    // A hundredth of a pixel is more than a page can show.
    [GeneratedRegex(@"(\d+\.\d\d)\d+")]
    private static partial Regex Decimals();

    [GeneratedRegex(@" (?:d|x|y|x1|x2|y1|y2|cx|cy|width|height|transform)=""[^""]*""")]
    private static partial Regex Place();

    [GeneratedRegex(@"\n\s*\n")]
    private static partial Regex BlankLines();
}
