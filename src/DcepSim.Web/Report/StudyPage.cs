using DcepSim.Web.Charts;

namespace DcepSim.Web.Report;

/// <summary>What a study's report says, in one language.</summary>
/// <param name="Title">The study and its scenario.</param>
/// <param name="Question">What was asked.</param>
/// <param name="Answer">What came out, with intervals.</param>
/// <param name="Audit">What the audit found.</param>
/// <param name="Notes">What is assumed, and how to read the figures.</param>
/// <param name="Figures">All figures.</param>
/// <param name="Charts">Some of them drawn.</param>
/// <param name="Footer">How to make it again.</param>
public sealed record StudyPage(string Title, string Question, string Answer, string Audit, IReadOnlyList<string> Notes, ChartTable Figures, IReadOnlyList<StudyChart> Charts, string Footer)
{
    /// <summary>Whether the audit found a break.</summary>
    public bool IsBroken { get; init; }
}
