using System.CommandLine;
using DcepSim.Web;

namespace DcepSim.Cli;

/// <summary>Whether a report is written, and in which language.</summary>
internal sealed class ReportArguments
{
    private readonly Option<string?> _language = new("--lang") { Description = "The report's language (default: that of the environment, or English).", HelpName = "zh|en" };

    private readonly Option<bool> _none = new("--no-report") { Description = "Write no report.html." };

    public ReportArguments() => _language.AcceptOnlyFromAmong([.. DcepSim.Web.Language.All.Select(language => language.Code)]);

    public void AddTo(Command command)
    {
        command.Add(_language);
        command.Add(_none);
    }

    /// <summary>Lets a verb without a report be told the language.</summary>
    public void AddLanguageTo(Command command, string description)
    {
        _language.Description = description;
        command.Add(_language);
    }

    /// <summary>Whether a report is asked for.</summary>
    public bool IsWanted(ParseResult parsed) => !parsed.GetValue(_none);

    /// <summary>The language that was asked for, or that of the environment.</summary>
    public Language Language(ParseResult parsed) => DcepSim.Web.Language.Of(parsed.GetValue(_language)) ?? DcepSim.Web.Language.OfEnvironment();
}
