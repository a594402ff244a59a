namespace DcepSim.ArchitectureTests.Walls;

internal enum TimePermission
{
    None,
    AsValue,
    GivenClock,
    System,
}
