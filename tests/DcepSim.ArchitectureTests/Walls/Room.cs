namespace DcepSim.ArchitectureTests.Walls;

/// <summary>One row of the plan: what a project may know.</summary>
/// <param name="Name">The project, its folder and its assembly.</param>
/// <param name="MayReference">Projects it may reference.</param>
/// <param name="MayUse">Packages it may use besides the framework.</param>
/// <param name="Time">What it may know of time.</param>
/// <param name="Chance">What it may know of chance.</param>
/// <param name="Threads">Whether it may start, join or guard against threads.</param>
/// <param name="Disk">Whether it may touch files or the network.</param>
/// <param name="Terminal">Whether it may speak to a person.</param>
/// <param name="Entropy">Whether it may make secrets out of the machine's entropy.</param>
internal sealed record Room(
    string Name,
    string[] MayReference,
    string[] MayUse,
    TimePermission Time,
    ChancePermission Chance,
    bool Threads = false,
    bool Disk = false,
    bool Terminal = false,
    bool Entropy = false);
