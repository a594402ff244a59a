using DcepSim.Experiments;
using DcepSim.Observations;

namespace DcepSim.Databases;

/// <summary>
/// Makes <c>results.sqlite</c>: SQLite lays out the schema and writes the small tables when all is known; between the two, payments and wallets are
/// written as pages while runs go on.
/// </summary>
internal sealed class ResultsDatabase : IDisposable
{
    private readonly string _path;

    public ResultsDatabase(string path)
    {
        _path = path;
        using var file = new SqliteFile(path);
        file.Execute(DatabaseSchema.Tables);
        file.Execute(DatabaseSchema.Indices);
        Log = new LogTables(path, file.Roots());
    }

    /// <summary>Where claims and payments go.</summary>
    public LogTables Log { get; }

    /// <summary>Writes what is known only now, and puts everything safely on the disk.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public void Complete(CampaignResult result, CampaignObservations? observed)
    {
        Log.Dispose();
        using var file = new SqliteFile(_path);
        file.Execute("BEGIN");
        DatabaseTables.Write(file, result, observed);
        file.Execute("COMMIT");
        file.Complete();
    }

    public void Dispose() => Log.Dispose();
}
