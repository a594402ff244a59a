using System.CommandLine;
using System.CommandLine.Parsing;
using DcepSim.Campaigns;

namespace DcepSim.Cli;

/// <summary>What drawing and verifying are both told.</summary>
internal static class DrawArguments
{
    public static Option<string> Entrants(bool required)
    {
        var option = new Option<string>("--entrants")
        {
            Description = "The entrant list: UTF-8 text, one id a line, optionally a tab and a group.",
            HelpName = "FILE",
            Required = required,
        };
        option.Validators.Add(ScenarioArguments.RefuseBlank);
        return option;
    }

    public static Option<Beacon> Beacon() => new("--beacon")
    {
        Description = "The public chance, in hexadecimal digits; 32 random bytes are good, a short number is not.",
        HelpName = "HEX",
        Required = true,
        CustomParser = result =>
        {
            if (Campaigns.Beacon.TryParse(Text(result), out var beacon, out var reason))
                return beacon;
            result.AddError($"--beacon: {reason}");
            return null;
        },
    };

    public static Option<Digest> Commitment() => new("--commitment")
    {
        Description = "The commitment's fingerprint as it was published; a draw that does not keep it is refused.",
        HelpName = "HEX",
        CustomParser = result =>
        {
            if (!Digest.TryParse(Text(result), out var digest))
                result.AddError("--commitment: a fingerprint has 64 hexadecimal digits.");
            return digest;
        },
    };

    private static string Text(ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        return text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
    }
}
