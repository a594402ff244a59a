using System.Reflection;
using System.Text.RegularExpressions;

namespace DcepSim.ArchitectureTests.Words;

/// <summary>The glossary's rules on names.</summary>
public partial class VocabularyTests
{
    public static TheoryData<string> RoomNames => [.. Repository.RoomNames];

    private static IReadOnlySet<string> Forbidden { get; } = ForbiddenByGlossary();

    [Fact]
    public void The_glossary_says_which_words_name_no_type()
    {
        Assert.Superset(new HashSet<string> { "Manager", "Helper", "Util", "Service", "Processor", "Handler", "Info", "Data", "Common", "Base", "Transaction" }, Forbidden.ToHashSet());
    }

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void A_type_name_says_what_the_thing_does(string room)
    {
        var faults = OwnTypes(Repository.AssemblyOf(room)).Where(type => WordsOf(type.Name).Any(Forbidden.Contains)).Select(type => type.FullName);
        Assert.Empty(faults);
    }

    [Fact]
    public void A_test_class_says_what_it_tests()
    {
        var faults = Repository.Files("*.cs", "tests").SelectMany(SourceTypes.In).Where(type => WordsOf(type.Name).Any(Forbidden.Contains)).Select(type => $"{type.File}: {type.Name}");
        Assert.Empty(faults);
    }

    [Fact]
    public void No_type_bears_the_name_of_a_namespace()
    {
        var types = Repository.RoomNames.SelectMany(room => OwnTypes(Repository.AssemblyOf(room))).ToList();
        var segments = types.Select(type => type.Namespace).OfType<string>().Distinct().SelectMany(name => name.Split('.')).ToHashSet();
        Assert.Empty(types.Where(type => !type.IsNested && segments.Contains(type.Name.Split('`')[0])).Select(type => type.FullName));
    }

    [Fact]
    public void Public_classes_are_sealed_static_or_abstract()
    {
        var open = Repository.RoomNames.SelectMany(room => Repository.PromisedTypes(Repository.AssemblyOf(room)))
            .Where(type => type.IsClass && !type.IsSealed && !type.IsAbstract && !typeof(Exception).IsAssignableFrom(type)).Select(type => type.FullName);
        Assert.Empty(open);
    }

    private static IEnumerable<Type> OwnTypes(Assembly assembly) =>
        assembly.GetTypes().Where(type => !type.Name.Contains('<', StringComparison.Ordinal) && type.Namespace?.StartsWith("DcepSim", StringComparison.Ordinal) == true);

    private static IEnumerable<string> WordsOf(string name) => Word().Matches(name).Select(match => match.Value);

    private static HashSet<string> ForbiddenByGlossary()
    {
        var line = File.ReadLines(Repository.Path("src", "GLOSSARY.md")).Single(text => text.StartsWith("Not in type names:", StringComparison.Ordinal));
        return [.. Quoted().Matches(line).Select(match => match.Groups[1].Value)];
    }

    [GeneratedRegex("[A-Z][a-z0-9]*")]
    private static partial Regex Word();

    [GeneratedRegex("`(\\w+)`")]
    private static partial Regex Quoted();
}
