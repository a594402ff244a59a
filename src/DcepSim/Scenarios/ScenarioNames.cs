using System.Collections.Immutable;

namespace DcepSim.Scenarios;

/// <summary>The names of closed lists as files write them: in camel case.</summary>
internal static class ScenarioNames
{
    public static ImmutableArray<string> All<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(Of)];

    public static string Of<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    public static T Parse<T>(string name)
        where T : struct, Enum => Enum.GetValues<T>().Single(value => Of(value) == name);
}
