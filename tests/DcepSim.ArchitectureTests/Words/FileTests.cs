using System.Text.RegularExpressions;

namespace DcepSim.ArchitectureTests.Words;

/// <summary>Where a type is found: one public type a file, named as the file, in the namespace of its folder.</summary>
public partial class FileTests
{
    private const int LinesMax = 350;
    private const string Reason = "// Long on purpose:";

    private static readonly string[] Typeless = ["Program", "AssemblyInfo", "GlobalUsings"];

    public static TheoryData<string> RoomNames => [.. Repository.RoomNames];

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void A_file_holds_one_public_type_and_bears_its_name(string room)
    {
        foreach (var file in Repository.Files("*.cs", "src", room))
        {
            var declared = SourceTypes.In(file).ToList();
            var name = System.IO.Path.GetFileName(file).Split('.')[0];
            if (declared.Count == 0 && Typeless.Contains(name))
                continue;
            var visible = declared.Where(type => type.IsPublic).Select(type => type.Name).Distinct().ToList();
            Assert.True(visible.Count <= 1, $"{Repository.Relative(file)} declares {string.Join(", ", visible)}: one public type a file.");
            Assert.True((visible.Count == 1 ? visible : declared.Select(type => type.Name)).Contains(name), $"{Repository.Relative(file)} does not declare {name}.");
        }
    }

    /// <summary>A room may be flat to its users though it has folders; no file may pose as living in another folder.</summary>
    [Theory]
    [MemberData(nameof(RoomNames))]
    public void A_namespace_is_the_room_or_the_folder_it_lives_in(string room)
    {
        var root = room == "DcepSim.Primitives" ? "DcepSim" : room;
        foreach (var file in Repository.Files("*.cs", "src", room))
        {
            var match = FileScopedNamespace().Match(File.ReadAllText(file));
            if (!match.Success)
                continue;
            var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetRelativePath(Repository.Path("src", room), file))!;
            var expected = folder.Length == 0 ? root : $"{root}.{folder.Replace(System.IO.Path.DirectorySeparatorChar, '.')}";
            string[] allowed = HasPermissionOfItsOwn(expected) ? [expected] : [root, expected];
            Assert.True(allowed.Contains(match.Groups[1].Value), $"{Repository.Relative(file)} is in namespace {match.Groups[1].Value}, its folder says {string.Join(" or ", allowed)}.");
        }
    }

    [Fact]
    public void A_long_file_gives_its_reason()
    {
        var silent = Repository.Files("*.cs")
            .Where(file => File.ReadLines(file).Count() > LinesMax && !File.ReadLines(file).Take(20).Any(line => line.Contains(Reason, StringComparison.Ordinal)))
            .Select(Repository.Relative);
        Assert.Empty(silent); // split it by duty (Type.Duty.cs), or say why not in a line that begins with the reason mark
    }

    [Fact]
    public void Nine_files_in_ten_stay_short()
    {
        var lengths = Repository.Files("*.cs", "src").Select(file => File.ReadLines(file).Count()).Order().ToList();
        Assert.True(lengths[lengths.Count * 9 / 10] <= LinesMax);
    }

    [Fact]
    public void No_large_file_is_kept_in_the_tree()
    {
        Assert.Empty(Repository.Files("*").Where(file => new FileInfo(file).Length > 1 << 20).Select(Repository.Relative));
    }

    private static bool HasPermissionOfItsOwn(string folder) => folder.StartsWith("DcepSim.Settlement.Journal", StringComparison.Ordinal);

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex FileScopedNamespace();
}
