using DcepSim.Web.Serve;

namespace DcepSim.WebTests.Serve;

/// <summary>A live view at a free port of this machine, with a folder of its own; works are done by the real command line.</summary>
public sealed class Server : IAsyncDisposable
{
    private Server(LiveView view, string root) => (View, Root) = (view, root);

    public LiveView View { get; }

    /// <summary>A folder around the folder of results: what lies here must never be seen.</summary>
    public string Root { get; }

    public string Results => Path.Combine(Root, "results");

    public Uri Address => View.Address;

    public static string CommandLine { get; } = Path.Combine(AppContext.BaseDirectory, "DcepSim.Cli.dll");

    public static async Task<Server> StartAsync(Func<ServeOptions, ServeOptions>? change = null)
    {
        var root = Directory.CreateTempSubdirectory("dcepsim-serve-").FullName;
        var options = new ServeOptions { Port = 0, Folder = Path.Combine(root, "results"), Program = ["dotnet", CommandLine] };
        return new(await LiveView.StartAsync(change?.Invoke(options) ?? options, TestContext.Current.CancellationToken), root);
    }

    public Visitor NewVisitor() => new(Address);

    public async ValueTask DisposeAsync()
    {
        await View.DisposeAsync();
        Directory.Delete(Root, recursive: true);
    }
}
