using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace DcepSim.Cli;

/// <summary>Help within 80 columns: all that one verb has to say, and one sentence of each verb below it.</summary>
internal sealed class BriefHelp : SynchronousCommandLineAction
{
    private const int Width = 80;
    private const int ExampleWidth = Width - 4; // the help indents by two, and keeps the last columns free
    private const string Further = "      ";

    private readonly HelpAction _whole = new() { MaxWidth = Width };

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        foreach (var verb in parseResult.CommandResult.Command.Subcommands)
            verb.Description = FirstSentence(verb.Description ?? "");
        var command = parseResult.CommandResult.Command;
        command.Description = string.Join("\n\n", (command.Description ?? "").ReplaceLineEndings("\n").Split("\n\n").Select(Laid));
        return _whole.Invoke(parseResult);
    }

    // The help breaks lines once more: prose is left to it, lines that are set in are not.
    private static string Laid(string paragraph)
    {
        var lines = paragraph.Split('\n');
        return lines.Any(line => line.StartsWith(' ')) ? string.Join('\n', lines.SelectMany(Pasteable)) : string.Join(' ', lines);
    }

    /// <summary>An example that is too long goes on in the next line, and says so to the shell; other lines are left alone.</summary>
    private static IEnumerable<string> Pasteable(string line)
    {
        if (!line.StartsWith("  dcepsim ", StringComparison.Ordinal) && !line.StartsWith($"{Further}--", StringComparison.Ordinal))
        {
            yield return line;
            yield break;
        }

        while (line.Length > ExampleWidth)
        {
            var end = EndOfPart(line);
            yield return $"{line[..end]} \\";
            line = $"{Further}{line[(end + 1)..]}";
        }

        yield return line;
    }

    // Before an option, so that it keeps its value, or where there is none, before a word.
    private static int EndOfPart(string line)
    {
        var most = ExampleWidth - " \\".Length;
        var option = line.LastIndexOf(" --", most, most - Further.Length, StringComparison.Ordinal);
        return option > 0 ? option : line.LastIndexOf(' ', most);
    }

    private static string FirstSentence(string text)
    {
        var paragraph = text.ReplaceLineEndings("\n").Split("\n\n")[0].ReplaceLineEndings(" ");
        var end = paragraph.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? paragraph : paragraph[..(end + 1)];
    }
}
