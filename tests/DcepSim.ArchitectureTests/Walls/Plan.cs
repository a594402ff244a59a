namespace DcepSim.ArchitectureTests.Walls;

/// <summary>The plan of the house as src/README.md tells it: who may know what.</summary>
internal static class Plan
{
    private const string Primitives = "DcepSim.Primitives";
    private const string Ledger = "DcepSim.Ledger";
    private const string Wallets = "DcepSim.Wallets";
    private const string Campaigns = "DcepSim.Campaigns";
    private const string Offline = "DcepSim.Offline";
    private const string Settlement = "DcepSim.Settlement";
    private const string Statistics = "DcepSim.Statistics";
    private const string Simulation = "DcepSim.Simulation";
    private const string Library = "DcepSim";
    private const string Web = "DcepSim.Web";

    private static readonly string[] House = [Primitives, Ledger, Wallets, Campaigns, Offline, Settlement, Statistics, Simulation];

    public static IReadOnlyList<Room> Rooms { get; } =
    [
        new(Primitives, [], ["NodaTime"], TimePermission.AsValue, ChancePermission.AsValue),
        new(Ledger, [Primitives], ["NodaTime"], TimePermission.AsValue, ChancePermission.None),
        new(Wallets, [Primitives], ["NodaTime"], TimePermission.AsValue, ChancePermission.None),
        new(Campaigns, [Primitives], ["NodaTime"], TimePermission.AsValue, ChancePermission.AsValue),
        new(Offline, [Primitives], ["NodaTime"], TimePermission.AsValue, ChancePermission.AsValue),
        new(Settlement, [Primitives, Ledger], ["NodaTime"], TimePermission.GivenClock, ChancePermission.None, Threads: true),
        new(Statistics, [Primitives], ["MathNet.Numerics"], TimePermission.None, ChancePermission.AsValue),
        new(Simulation, House[..^1], ["NodaTime"], TimePermission.GivenClock, ChancePermission.AsValue),
        new(Library, House, ["NodaTime", "CsvHelper", "SQLitePCLRaw.bundle_e_sqlite3", "SQLitePCLRaw.core", "SQLitePCLRaw.batteries_v2"], TimePermission.GivenClock, ChancePermission.AsValue, Threads: true, Disk: true),
        new("DcepSim.Testing", House, ["NodaTime", "FsCheck", "FSharp.Core"], TimePermission.GivenClock, ChancePermission.AsValue, Threads: true),
        new(Web, [Library, .. House], ["NodaTime", "Radzen.Blazor", "OpenTelemetry", "OpenTelemetry.Api", "OpenTelemetry.Exporter.OpenTelemetryProtocol"], TimePermission.System, ChancePermission.AsValue, Threads: true, Disk: true, Entropy: true),
        new("DcepSim.Cli", [Library, Web, .. House], ["NodaTime", "Spectre.Console", "System.CommandLine"], TimePermission.System, ChancePermission.AsValue, Threads: true, Disk: true, Terminal: true),
    ];

    /// <summary>The row of a project; a project without one has no place in the house yet.</summary>
    public static Room Of(string name) =>
        Rooms.SingleOrDefault(room => room.Name == name)
        ?? throw new InvalidOperationException($"src/{name} has no row in the plan: add it to {nameof(Plan)}.cs and to the table in src/README.md.");
}
