namespace DcepSim.PackageTests;

/// <summary>Packing is done once for all tests.</summary>
[CollectionDefinition(Name)]
public sealed class PackageCollection : ICollectionFixture<PackageFolder>
{
    public const string Name = "packages";
}
