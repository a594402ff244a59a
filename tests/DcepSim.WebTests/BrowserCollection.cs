namespace DcepSim.WebTests;

/// <summary>Tests with a browser share one and take turns.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<Browser>
{
    public const string Name = "browser";
}
