using System.Reflection;
using Microsoft.AspNetCore.Components;

namespace DcepSim.ArchitectureTests;

/// <summary>The source tree as the tests read it, found upwards from the test's own folder.</summary>
internal static class Repository
{
    private static readonly string[] Ignored = [".git", ".artifacts", "bin", "obj", "dcepsim-results", "BenchmarkDotNet.Artifacts", "TestResults"];

    public static string Root { get; } = FindRoot();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    public static string Relative(string path) => System.IO.Path.GetRelativePath(Root, path).Replace('\\', '/');

    /// <summary>Names of the projects in src/, in order.</summary>
    public static IReadOnlyList<string> RoomNames { get; } =
        [.. Directory.GetFiles(Path("src"), "*.csproj", SearchOption.AllDirectories).Select(System.IO.Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)!];

    public static Assembly AssemblyOf(string room) => Assembly.Load(new AssemblyName(room));

    /// <summary>Public types that are promised to users: Razor components, and what their compiler adds, are public by nature only.</summary>
    public static IEnumerable<Type> PromisedTypes(Assembly assembly) =>
        assembly.GetExportedTypes().Where(type => !typeof(IComponent).IsAssignableFrom(type) && type.Name != "_Imports");

    /// <summary>All files of the tree below a folder, build output left out, in order of path.</summary>
    public static IEnumerable<string> Files(string pattern, params string[] below) =>
        Walk(below.Length == 0 ? Root : Path(below), pattern).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Walk(string folder, string pattern)
    {
        foreach (var file in Directory.EnumerateFiles(folder, pattern))
            yield return file;
        foreach (var child in Directory.EnumerateDirectories(folder))
        {
            if (Ignored.Contains(System.IO.Path.GetFileName(child)))
                continue;
            foreach (var file in Walk(child, pattern))
                yield return file;
        }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "DcepSim.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No DcepSim.sln above {AppContext.BaseDirectory}: these tests read the source tree.");
    }
}
