namespace DcepSim.ArchitectureTests.Walls;

internal enum ChancePermission
{
    None,
    AsValue,
}
