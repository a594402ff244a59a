using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using DcepSim.Web.Charts;

namespace DcepSim.Web.Report;

/// <summary>Takes the charts out of a report, each as an SVG file that needs nothing else.</summary>
public static partial class ReportPictures
{
    /// <summary>The charts of a report in their order: title, what it says of assumptions (empty where a published figure constrains it), and the file as UTF-8.</summary>
    /// <param name="report">A page that <see cref="CampaignReport"/> or <see cref="StudyReport"/> has written.</param>
    public static ImmutableArray<ReportPicture> Of(ReadOnlySpan<byte> report)
    {
        var page = Encoding.UTF8.GetString(report);
        var patterns = Patterns().Match(page).Value;
        return
        [
            .. Figure().Matches(page).Select(figure => new ReportPicture(
                WebUtility.HtmlDecode(figure.Groups["title"].Value),
                WebUtility.HtmlDecode(figure.Groups["assumption"].Value),
                Encoding.UTF8.GetBytes(Alone(figure.Groups["drawing"].Value, patterns)))),
        ];
    }

    // The page's own style, colours of light and dark with it, goes into each file: a picture in a page is not reached by that page's style.
    private static string Alone(string drawing, string patterns) => $"""
        <svg xmlns="http://www.w3.org/2000/svg" width="{ChartSize.Width}" height="{ChartSize.Height}" viewBox="0 0 {ChartSize.Width} {ChartSize.Height}" font-family="sans-serif">
        <style>{ChartRules()}</style>
        <rect width="100%" height="100%" style="fill: var(--paper)"/>
        {(drawing.Contains("#hatch-", StringComparison.Ordinal) ? patterns : "")}
        {drawing}
        </svg>

        """.ReplaceLineEndings("\n");

    private static string ChartRules() => string.Join(
        '\n', ReportStyle.Text.Value.Split('\n').Where(line => Rule().IsMatch(line)).Prepend("@media (prefers-color-scheme: dark) { :root {" + DarkColours().Match(ReportStyle.Text.Value).Groups["colours"].Value.ReplaceLineEndings(" ") + "} }")
            .Prepend(":root {" + LightColours().Match(ReportStyle.Text.Value).Groups["colours"].Value.ReplaceLineEndings(" ") + "}"));

    [GeneratedRegex("""<figure [^>]*>\s*<figcaption>\s*<strong>(?<title>[^<]*)</strong>\s*(?:<span class="assumption">(?<assumption>[^<]*)</span>)?.*?<svg viewBox[^>]*>(?<drawing>.*?)</svg>\s*</div>""", RegexOptions.Singleline)]
    private static partial Regex Figure();

    [GeneratedRegex("<defs>\\s*<pattern id=\"hatch-1\".*?</defs>", RegexOptions.Singleline)]
    private static partial Regex Patterns();

    [GeneratedRegex(@"^\.(rz-|hatch-)")]
    private static partial Regex Rule();

    [GeneratedRegex(@"\A<style>\s*:root \{(?<colours>[^}]*)\}")]
    private static partial Regex LightColours();

    [GeneratedRegex(@"@media \(prefers-color-scheme: dark\) \{\s*:root \{(?<colours>[^}]*)\}")]
    private static partial Regex DarkColours();
}
