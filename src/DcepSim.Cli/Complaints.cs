using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using DcepSim.Scenarios;

namespace DcepSim.Cli;

/// <summary>What a person is told of a line that was not understood: what is wrong, and what was probably meant.</summary>
internal static partial class Complaints
{
    /// <summary>One sentence for each thing that is wrong, in the words of whoever typed the line.</summary>
    public static IEnumerable<string> Of(ParseResult parsed)
    {
        var strangers = parsed.UnmatchedTokens;
        var verb = parsed.CommandResult.Command;
        var others = parsed.Errors.Where(error => !Unmatched().IsMatch(error.Message) && (strangers.Count == 0 || error.Message != NoVerb));
        return OfStrangers(verb, strangers).Concat(others.Select(error => error.Message == NoVerb ? OfNothing(verb) : Said(error)));
    }

    private const string NoVerb = "Required command was not provided.";

    // What follows an unknown verb or option belongs to it: it is not complained of as well.
    private static IEnumerable<string> OfStrangers(Command verb, IReadOnlyList<string> strangers)
    {
        for (var place = 0; place < strangers.Count; place++)
        {
            var isBare = verb.Options.Any(option => option.Name == "--" + strangers[place]);
            var isOption = isBare || strangers[place].StartsWith('-');
            yield return isBare ? OfBare(verb, strangers[place]) : isOption ? OfOption(verb, strangers[place]) : OfWord(verb, strangers[place]);
            if (!isOption && verb.Subcommands.Count > 0)
                yield break;
            while (isOption && place + 1 < strangers.Count && !strangers[place + 1].StartsWith('-'))
                place++;
        }
    }

    private static string OfNothing(Command verb) => $"{verb.Name} wants one of its verbs: {string.Join(", ", verb.Subcommands.Select(below => below.Name))}.";

    private static string OfBare(Command verb, string name) => $"\"{name}\" is one word too many for {verb.Name}; the option is written --{name}.";

    private static string OfOption(Command verb, string name)
    {
        var written = name.Split('=', 2)[0];
        var known = verb.Options.SelectMany(option => option.Aliases.Prepend(option.Name)).Append("--help").Where(option => option.StartsWith("--", StringComparison.Ordinal));
        return $"{verb.Name} has no option {written}{NearestName.Hint(written, known)}.";
    }

    private static string OfWord(Command verb, string word)
    {
        if (verb.Subcommands.Count == 0)
            return $"\"{word}\" is one word too many for {verb.Name}.";
        var meant = NearestName.Find(word, verb.Subcommands.Select(below => below.Name)) is { } nearest ? [nearest]
            : BuiltInScenarios.Names.Contains(word) && verb.Subcommands.Any(below => below.Name == "run") ? [$"run {word}"]
            : verb.Subcommands.SelectMany(below => below.Subcommands.Where(last => last.Name == word).Select(last => $"{below.Name} {last.Name}")).ToArray();
        return $"{verb.Name} has no verb \"{word}\"{(meant.Length > 0 ? $" (did you mean {string.Join(" or ", meant)}?)" : "")}.";
    }

    // A complaint of the parser without the names that types have in the code.
    private static string Said(ParseError error)
    {
        if (OfNumber().Match(error.Message) is { Success: true } number)
            return $"{number.Groups["option"].Value} \"{number.Groups["text"].Value}\" is no {(number.Groups["type"].Value.StartsWith("Int", StringComparison.Ordinal) ? "whole " : "")}number.";
        if (OfNoValue().Match(error.Message) is { Success: true } bare)
            return $"{bare.Groups["option"].Value} wants a value.";
        if (OfChoice().Match(error.Message) is not { Success: true } choice)
            return error.Message;
        var (word, allowed) = (choice.Groups["text"].Value, choice.Groups["choice"].Captures.Select(found => found.Value).ToList());
        var asked = (error.SymbolResult as OptionResult ?? error.SymbolResult?.Parent as OptionResult)?.Option.Name;
        return $"{(asked is null ? "" : $"{asked} ")}\"{word}\" is not known{NearestName.Hint(word, allowed)}; allowed: {string.Join(", ", allowed)}.";
    }

    [GeneratedRegex(@"\AUnrecognized command or argument '.*'\.\z", RegexOptions.Singleline)]
    private static partial Regex Unmatched();

    [GeneratedRegex(@"\ACannot parse argument '(?<text>.*)' for option '(?<option>.*)' as expected type 'System\.(Nullable`1\[System\.)?(?<type>Int32|Int64|Double|Decimal)\]?'\.\z", RegexOptions.Singleline)]
    private static partial Regex OfNumber();

    [GeneratedRegex(@"\ARequired argument missing for option: '(?<option>.*)'\.\z", RegexOptions.Singleline)]
    private static partial Regex OfNoValue();

    [GeneratedRegex(@"\AArgument '(?<text>.*?)' not recognized\. Must be one of:(\s+'(?<choice>[^']+)')+\s*\z", RegexOptions.Singleline)]
    private static partial Regex OfChoice();
}
