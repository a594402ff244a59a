using System.Collections.Immutable;
using System.Text;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Scenarios;

/// <summary>A scenario cannot be used. Every fault found is listed, not only the first.</summary>
public sealed class ScenarioException : Exception
{
    /// <summary>A scenario with faults.</summary>
    /// <param name="origin">What was read: a built-in name, a path, or what the caller called its stream.</param>
    /// <param name="faults">The faults, at least one.</param>
    /// <exception cref="ArgumentException">There is no fault.</exception>
    public ScenarioException(string origin, ImmutableArray<ScenarioFault> faults)
        : base(Describe(origin, faults))
    {
        Origin = origin;
        Faults = faults;
    }

    /// <summary>What was read.</summary>
    public string Origin { get; }

    /// <summary>What is wrong with it, in the order of the file's fields.</summary>
    public ImmutableArray<ScenarioFault> Faults { get; }

    private static string Describe(string origin, ImmutableArray<ScenarioFault> faults)
    {
        if (faults.IsDefaultOrEmpty)
            throw new ArgumentException("A scenario that cannot be used has at least one fault.", nameof(faults));

        var text = new StringBuilder($"{origin}: {faults.Length} {(faults.Length == 1 ? "fault" : "faults")}");
        foreach (var fault in faults)
            text.Append("\n  ").Append(fault.Path.Length > 0 ? $"{fault.Path}: " : "").Append(fault.Message);
        return text.ToString();
    }
}
