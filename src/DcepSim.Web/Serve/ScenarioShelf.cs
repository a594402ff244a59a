using System.Text.RegularExpressions;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Web.Serve;

/// <summary>The scenarios that may be run: those built in, and those visitors have brought.</summary>
/// <remarks>Safe to use from several threads.</remarks>
internal sealed partial class ScenarioShelf(string folder)
{
    private const int BroughtMax = 200;

    private readonly Lock _gate = new();
    private readonly string _folder = Path.Combine(Path.GetFullPath(folder), ".scenarios");

    /// <summary>Their names, those built in first.</summary>
    public IReadOnlyList<string> Names() => [.. BuiltInScenarios.Names, .. Brought()];

    /// <summary>What the program is to be given for a scenario: a name, or a path; null where there is none of that name.</summary>
    public string? Find(string name)
    {
        if (!NameForm().IsMatch(name))
            return null;
        if (BuiltInScenarios.Names.Contains(name))
            return name;
        var path = PathOf(name);
        return File.Exists(path) ? path : null;
    }

    /// <summary>A scenario; null where there is none of that name, or it cannot be read any more.</summary>
    public Scenario? Read(string name)
    {
        try
        {
            return Find(name) is { } found ? ScenarioReader.Read(found) : null;
        }
        catch (ScenarioException)
        {
            return null;
        }
    }

    /// <summary>Takes a scenario in, whole or not at all.</summary>
    /// <returns>Whether it was taken; not when its name is a built-in one, or there is no more room.</returns>
    public bool TryAdd(Scenario scenario)
    {
        lock (_gate)
        {
            if (BuiltInScenarios.Names.Contains(scenario.Name) || (Find(scenario.Name) is null && Brought().Count() >= BroughtMax))
                return false;
            Directory.CreateDirectory(_folder);
            var partial = Path.Combine(_folder, $".{scenario.Name}.partial");
            using (var file = new FileStream(partial, FileMode.Create, FileAccess.Write))
            {
                file.Write(ScenarioWriter.Write(scenario));
                file.Flush(flushToDisk: true);
            }

            File.Move(partial, PathOf(scenario.Name), overwrite: true);
            return true;
        }
    }

    private IEnumerable<string> Brought() => !Directory.Exists(_folder)
        ? []
        : new DirectoryInfo(_folder).EnumerateFiles("*.json").Select(file => Path.GetFileNameWithoutExtension(file.Name)).Where(name => NameForm().IsMatch(name)).Order(StringComparer.Ordinal);

    private string PathOf(string name) => Path.Combine(_folder, name + ".json");

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex NameForm();
}
