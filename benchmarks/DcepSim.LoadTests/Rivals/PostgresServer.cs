using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace DcepSim.LoadTests.Rivals;

/// <summary>A PostgreSQL server of its own, on 127.0.0.1, with a data folder that is gone afterwards; never as root.</summary>
public sealed class PostgresServer : IDisposable
{
    private const string User = "postgres";

    private static readonly string[] Settings =
    [
        "listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=10", "shared_buffers=2GB", "work_mem=256MB", "temp_buffers=256MB",
        "fsync=on", "synchronous_commit=on", "full_page_writes=on", "wal_level=minimal", "max_wal_senders=0", "wal_compression=lz4", "wal_buffers=64MB",
        "max_wal_size=16GB", "checkpoint_timeout=30min", "jit=off", "plan_cache_mode=force_generic_plan",
    ];

    private readonly string _folder;
    private readonly string _programs;

    private PostgresServer(string folder, string programs, int port)
    {
        _folder = folder;
        _programs = programs;
        ConnectionString = string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Username={User};Database=postgres;Pooling=false;Command Timeout=600;No Reset On Close=true");
    }

    public string ConnectionString { get; }

    /// <summary>The folder of its programs; null where it is not installed.</summary>
    public static string? Programs { get; } = FindPrograms();

    /// <summary>Makes a data folder and starts a server on it.</summary>
    /// <param name="parent">Where; null for the temporary folder.</param>
    public static PostgresServer Start(string? parent)
    {
        var programs = Programs ?? throw new InvalidOperationException("PostgreSQL is not installed: no initdb was found.");
        var folder = Path.Combine(parent ?? Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"dcepsim-postgres-{Environment.ProcessId}-{FreePort()}"));
        if (Environment.UserName == "root")
            Run("install", "-d", "-m", "700", "-o", User, folder);
        else
            Directory.CreateDirectory(folder);
        var port = FreePort();
        var server = new PostgresServer(folder, programs, port);
        try
        {
            server.RunAsUser("initdb", "-D", folder, "-U", User, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
            var options = string.Join(' ', Settings.Append(string.Create(CultureInfo.InvariantCulture, $"port={port}")).Select(setting => $"-c {setting}"));
            server.RunAsUser("pg_ctl", "-w", "-D", folder, "-l", Path.Combine(folder, "log"), "-o", options, "start");
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (File.Exists(Path.Combine(_folder, "postmaster.pid")))
            RunAsUser("pg_ctl", "-w", "-D", _folder, "-m", "immediate", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    private static string? FindPrograms()
    {
        var versions = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => Path.Combine(version, "bin")) : [];
        var paths = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return versions.Concat(paths).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void RunAsUser(string program, params string[] arguments)
    {
        var path = Path.Combine(_programs, program);
        if (Environment.UserName == "root")
            Run("runuser", ["-u", User, "--", path, .. arguments]);
        else
            Run(path, arguments);
    }

    // Its output goes nowhere: the server would inherit a pipe and keep it open for as long as it lives.
    private static void Run(string program, params string[] arguments)
    {
        string[] quoted = [.. arguments.Prepend(program).Select(argument => "'" + argument.Replace("'", "'\\''", StringComparison.Ordinal) + "'")];
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", string.Join(' ', quoted) + " >/dev/null 2>&1"]) { WorkingDirectory = "/" })!;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
