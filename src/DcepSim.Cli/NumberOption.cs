using System.CommandLine;
using System.Globalization;

namespace DcepSim.Cli;

/// <summary>An option that takes a whole number within a range, and says both when it does not get one.</summary>
internal static class NumberOption
{
    public static Option<int> Make(string name, string helpName, string description, int preset, int min, int max)
    {
        var option = new Option<int>(name)
        {
            Description = description,
            HelpName = helpName,
            DefaultValueFactory = _ => preset,
            CustomParser = result =>
            {
                var text = result.Tokens is [var token] ? token.Value : "";
                if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
                    result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} \"{text}\" is no whole number; allowed: {min} to {max}."));
                else if (value < min || value > max)
                    result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} {text} is out of range; allowed: {min} to {max}."));
                else
                    return (int)value;
                return preset;
            },
        };
        return option;
    }
}
