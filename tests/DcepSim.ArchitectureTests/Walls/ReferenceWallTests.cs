using System.Xml.Linq;
using Microsoft.AspNetCore.Components;

namespace DcepSim.ArchitectureTests.Walls;

/// <summary>Who may know whom, in the project files and in the compiled assemblies.</summary>
public class ReferenceWallTests
{
    public static TheoryData<string> RoomNames => [.. Repository.RoomNames];

    [Fact]
    public void Every_room_in_src_has_a_row_in_the_plan()
    {
        Assert.NotEmpty(Repository.RoomNames);
        Assert.All(Repository.RoomNames, name => Plan.Of(name));
    }

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void A_project_references_only_what_the_plan_allows(string name)
    {
        var room = Plan.Of(name);
        var project = XDocument.Load(Repository.Path("src", name, name + ".csproj"));
        var rooms = project.Descendants("ProjectReference").Select(item => System.IO.Path.GetFileNameWithoutExtension((string)item.Attribute("Include")!));
        var packages = project.Descendants("PackageReference").Select(item => (string)item.Attribute("Include")!);
        Assert.Empty(rooms.Except(room.MayReference));
        Assert.Empty(packages.Except(room.MayUse));
    }

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void An_assembly_references_only_what_the_plan_allows(string name)
    {
        var room = Plan.Of(name);
        var referenced = Repository.AssemblyOf(name).GetReferencedAssemblies().Select(assembly => assembly.Name!).Where(assembly => !IsFramework(assembly));
        Assert.Empty(referenced.Except([.. room.MayReference, .. room.MayUse]));
    }

    [Fact]
    public void The_plan_has_no_circle()
    {
        var order = Plan.Rooms.Select(room => room.Name).ToList();
        Assert.All(Plan.Rooms, room => Assert.All(room.MayReference, below =>
            Assert.True(order.IndexOf(below) < order.IndexOf(room.Name), $"{room.Name} stands below {below} in the plan and may not reference it.")));
    }

    private static bool IsFramework(string assembly) =>
        new[] { typeof(object), typeof(IComponent) }.Any(one => File.Exists(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(one.Assembly.Location)!, assembly + ".dll")));
}
