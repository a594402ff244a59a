using System.Collections.Immutable;

namespace DcepSim.Branches;

/// <summary>What changes from an instant on.</summary>
/// <param name="Name">What reports call it; no two are the same.</param>
/// <param name="Settings">The changes, each <c>path=value</c> of a field of behaviour.</param>
public sealed record BranchVariant(string Name, ImmutableArray<string> Settings)
{
    /// <summary>Reads <c>name:path=value</c>, several changes parted by semicolons.</summary>
    /// <param name="text">The variant.</param>
    /// <exception cref="DcepSim.Scenarios.ScenarioException">It is not understood; the message says what is allowed.</exception>
    public static BranchVariant Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Split(':', 2) is [var name, var changes] && name.Trim().Length > 0 && !name.Contains('=', StringComparison.Ordinal)
            && changes.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } settings)
            return new(name.Trim(), [.. settings]);
        throw new Scenarios.ScenarioException("--variant", [new(text, "is no variant; allowed: name:path=value[;path=value…], such as campaign:behaviour.occasions.perDay=3")]);
    }

    /// <summary>The variant, as <see cref="Parse"/> reads it.</summary>
    public override string ToString() => $"{Name}:{string.Join(';', Settings)}";
}
