namespace DcepSim.UnitTests;

internal static class RepositoryRoot
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "DcepSim.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No DcepSim.sln above {AppContext.BaseDirectory}.");
    }
}
