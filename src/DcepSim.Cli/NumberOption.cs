using System.CommandLine;
using System.Globalization;

namespace DcepSim.Cli;

/// <summary>An option that takes a whole number within a range, and says both when it does not get one.</summary>
internal static class NumberOption
{
    public static Option<int> Make(string name, string helpName, string description, int preset, int min, int max)
    {
        var option = new Option<int>(name) { Description = description, HelpName = helpName, DefaultValueFactory = _ => preset };
        option.Validators.Add(result =>
        {
            // What is no number at all is reported by the parser itself.
            if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var value) && (value < min || value > max))
                result.AddError($"{name} {value} is out of range; allowed: {min} to {max}.");
        });
        return option;
    }
}
