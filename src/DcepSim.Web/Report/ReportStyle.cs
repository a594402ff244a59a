using Microsoft.AspNetCore.Components;

namespace DcepSim.Web.Report;

/// <summary>The style that stands inside every report: of the chart library's theme only what still charts use.</summary>
internal static class ReportStyle
{
    public static MarkupString Text { get; } = new(Read());

    private static string Read()
    {
        using var stream = typeof(ReportStyle).Assembly.GetManifestResourceStream("assets/report.css")!;
        using var reader = new StreamReader(stream);
        return $"<style>\n{reader.ReadToEnd()}</style>";
    }
}
