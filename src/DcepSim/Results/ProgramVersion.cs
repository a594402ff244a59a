using System.Reflection;

namespace DcepSim.Results;

/// <summary>Which build of the library this is.</summary>
public static class ProgramVersion
{
    private static readonly string Informational =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";

    /// <summary>The version, such as <c>0.1.0</c>. Results are the same bytes within one version.</summary>
    public static string Version => Informational.Split('+')[0];

    /// <summary>The commit it was built from; <c>null</c> when the build did not know.</summary>
    public static string? Commit => Informational.Split('+') is [_, var commit] ? commit : null;
}
