namespace DcepSim.WebTests;

/// <summary>Where pictures of pages are kept by a test run: <c>DCEPSIM_SCREENSHOTS</c>, or a folder beside the tests.</summary>
internal static class Screenshots
{
    public static string PathOf(string name)
    {
        var folder = Environment.GetEnvironmentVariable("DCEPSIM_SCREENSHOTS") ?? Path.Combine(AppContext.BaseDirectory, "screenshots");
        return Path.Combine(Directory.CreateDirectory(folder).FullName, name + ".png");
    }
}
