using System.Text.RegularExpressions;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Web;

/// <summary>Says the faults of a scenario in the reader's language. The library says them in English; what has no Chinese words stays so.</summary>
/// <remarks>Safe to use from several threads.</remarks>
public static class FaultWords
{
    private const string Arrow = " => ";

    private static readonly (Regex English, string Chinese)[] Phrases = Read();

    /// <summary>One fault's message, without its path.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="language">The reader's language.</param>
    public static string Of(ScenarioFault fault, Language language)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return Of(fault.Message, language);
    }

    /// <summary>One fault's message as the library says it.</summary>
    /// <param name="message">The message.</param>
    /// <param name="language">The reader's language.</param>
    public static string Of(string message, Language language)
    {
        ArgumentNullException.ThrowIfNull(message);
        return language == Language.Chinese ? Phrases.Aggregate(message, (text, phrase) => phrase.English.Replace(text, phrase.Chinese)) : message;
    }

    /// <summary>All faults of a scenario, a line each, as <see cref="Exception.Message"/> has them.</summary>
    /// <param name="refused">The faults.</param>
    /// <param name="language">The reader's language.</param>
    public static string Of(ScenarioException refused, Language language)
    {
        ArgumentNullException.ThrowIfNull(refused);
        return language == Language.Chinese
            ? $"{Of(refused.Origin, language)}：{refused.Faults.Length}处错误" + string.Concat(refused.Faults.Select(fault => $"\n  {(fault.Path.Length > 0 ? $"{fault.Path}：" : "")}{Of(fault, language)}"))
            : refused.Message;
    }

    private static (Regex English, string Chinese)[] Read()
    {
        using var stream = typeof(FaultWords).Assembly.GetManifestResourceStream("assets/faults-zh.txt")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Select(line => line.Split(Arrow)).Select(parts => (new Regex(parts[0], RegexOptions.CultureInvariant), parts[1]))];
    }
}
