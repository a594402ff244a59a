using System.Collections.Immutable;

namespace DcepSim.Scenarios;

/// <summary>The scenarios that come with the library.</summary>
public static class BuiltInScenarios
{
    private const string Prefix = "scenarios/";
    private const string Suffix = ".json";

    /// <summary>Their names, in alphabetical order.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        .. typeof(BuiltInScenarios).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^Suffix.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The file of a built-in scenario, as it was written.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static byte[] ReadBytes(string name)
    {
        using var resource = typeof(BuiltInScenarios).Assembly.GetManifestResourceStream(Prefix + name + Suffix)
            ?? throw new ArgumentException($"There is no built-in scenario \"{name}\"; there are: {string.Join(", ", Names)}.", nameof(name));
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }
}
