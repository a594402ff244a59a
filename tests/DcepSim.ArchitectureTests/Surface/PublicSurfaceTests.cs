namespace DcepSim.ArchitectureTests.Surface;

/// <summary>
/// The public surface of every assembly is a text under review. To approve a change, run these tests once with
/// DCEPSIM_APPROVE=1, read the difference, and commit it: the run that writes fails all the same, for a test must
/// not mend its own evidence.
/// </summary>
public class PublicSurfaceTests
{
    public static TheoryData<string> RoomNames => [.. Repository.RoomNames];

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void The_public_surface_is_the_approved_one(string room)
    {
        var file = Repository.Path("tests", "DcepSim.ArchitectureTests", "PublicSurface", room + ".txt");
        var received = PublicSurface.Of(Repository.AssemblyOf(room));
        var approved = File.Exists(file) ? File.ReadAllText(file) : "";
        if (received == approved)
            return;

        if (Environment.GetEnvironmentVariable("DCEPSIM_APPROVE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, received);
        }

        var gone = approved.Split('\n').Except(received.Split('\n')).Select(line => "- " + line);
        var come = received.Split('\n').Except(approved.Split('\n')).Select(line => "+ " + line);
        Assert.Fail($"The public surface of {room} changed (approve with DCEPSIM_APPROVE=1, then commit {Repository.Relative(file)}):\n{string.Join('\n', gone.Concat(come))}");
    }
}
