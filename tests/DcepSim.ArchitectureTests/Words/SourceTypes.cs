using System.Text.RegularExpressions;

namespace DcepSim.ArchitectureTests.Words;

/// <summary>The types a source file declares at its top level; file-scoped namespaces put them at the line's start.</summary>
internal static partial class SourceTypes
{
    public sealed record Declaration(string File, string Name, bool IsPublic);

    public static IEnumerable<Declaration> In(string file) =>
        File.ReadLines(file).Select(line => TopLevelType().Match(line)).Where(match => match.Success)
            .Select(match => new Declaration(Repository.Relative(file), match.Groups["name"].Value, match.Groups["access"].Value == "public"))
            .Distinct();

    [GeneratedRegex(@"^(?<access>public|internal|file) (?:(?:static|sealed|abstract|readonly|ref|partial|unsafe|new) )*(?:class|struct|interface|enum|record struct|record class|record|delegate [\w<>\[\],?. ]+?) (?<name>\w+)")]
    private static partial Regex TopLevelType();
}
