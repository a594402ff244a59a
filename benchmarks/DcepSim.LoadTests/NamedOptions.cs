using System.Globalization;

namespace DcepSim.LoadTests;

/// <summary>What a user named on the command line, for a plan to take option by option; every fault is told at once, with what there is to ask for.</summary>
internal sealed class NamedOptions
{
    private readonly Dictionary<string, string> _given = [];
    private readonly HashSet<string> _known = [];
    private readonly List<string> _faults = [];

    private NamedOptions(ReadOnlySpan<string> args, string[] flags)
    {
        for (var i = 0; i < args.Length; i++)
        {
            if (flags.Contains(args[i]))
                _given[args[i]] = "";
            else if (!IsName(args[i]))
                _faults.Add($"\"{args[i]}\" is no option.");
            else if (i + 1 == args.Length || IsName(args[i + 1]))
                _faults.Add($"{args[i]} needs a value.");
            else
                _given[args[i]] = args[++i];
        }
    }

    /// <summary>Makes a plan of what was given.</summary>
    /// <param name="args">Names and values in turn.</param>
    /// <param name="make">Takes each option there is.</param>
    /// <param name="flags">Names that stand without a value.</param>
    /// <exception cref="ArgumentException">Something is no option, or no value for it.</exception>
    public static T Read<T>(ReadOnlySpan<string> args, Func<NamedOptions, T> make, params string[] flags)
    {
        var options = new NamedOptions(args, flags);
        var plan = make(options);
        options._faults.AddRange(options._given.Keys.Except(options._known).Select(name => $"There is no option {name}."));
        return options._faults.Count == 0 ? plan : throw new ArgumentException($"{string.Join(' ', options._faults)} Options: {string.Join(", ", options._known)}.");
    }

    public bool Flag(string name) => Given(name) is not null;

    public string? Text(string name) => Given(name);

    public string OneOf(string name, params string[] words) => Given(name) is not { } text ? words[0]
        : words.Contains(text) ? text
        : Refused(name, text, string.Join(" or ", words), words[0]);

    public int Whole(string name, int otherwise, int min = 1, int max = int.MaxValue) => (int)Long(name, otherwise, min, max);

    public long Long(string name, long otherwise, long min = 1, long max = long.MaxValue) => Given(name) is not { } text ? otherwise
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max ? number
        : Refused(name, text, string.Create(CultureInfo.InvariantCulture, $"a whole number {(max is long.MaxValue ? $"from {min}" : $"from {min} to {max}")}"), otherwise);

    public double Number(string name, double otherwise, double min, double max = double.MaxValue) => Given(name) is not { } text ? otherwise
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max ? number
        : Refused(name, text, string.Create(CultureInfo.InvariantCulture, $"a number {(max is double.MaxValue ? $"from {min}" : $"from {min} to {max}")}"), otherwise);

    private static bool IsName(string arg) => arg.StartsWith("--", StringComparison.Ordinal);

    private string? Given(string name)
    {
        _known.Add(name);
        return _given.GetValueOrDefault(name);
    }

    private T Refused<T>(string name, string text, string wanted, T otherwise)
    {
        _faults.Add($"{name} is \"{text}\": it takes {wanted}.");
        return otherwise;
    }
}
