using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace DcepSim.Cli;

/// <summary>Help within 80 columns: all that one verb has to say, and one sentence of each verb below it.</summary>
internal sealed class BriefHelp : SynchronousCommandLineAction
{
    private readonly HelpAction _whole = new() { MaxWidth = 80 };

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        foreach (var verb in parseResult.CommandResult.Command.Subcommands)
            verb.Description = FirstSentence(verb.Description ?? "");
        return _whole.Invoke(parseResult);
    }

    private static string FirstSentence(string text)
    {
        var paragraph = text.ReplaceLineEndings("\n").Split("\n\n")[0].ReplaceLineEndings(" ");
        var end = paragraph.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? paragraph : paragraph[..(end + 1)];
    }
}
