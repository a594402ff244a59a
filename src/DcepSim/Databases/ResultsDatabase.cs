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
    private Task _flushed = Task.CompletedTask;

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

    /// <summary>Writes what is known only now. The file has its last byte then, and is on its way to the disk.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public void Complete(CampaignResult result, CampaignObservations? observed)
    {
        Log.Dispose();
        using (var file = new SqliteFile(_path))
        {
            file.Execute("BEGIN");
            DatabaseTables.Write(file, result, observed);
            file.Execute("COMMIT");
        }

        _flushed = Task.Run(Flush);
    }

    /// <summary>Waits until the complete file is safely on the disk.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public void WaitUntilSafe() => _flushed.GetAwaiter().GetResult();

    public void Dispose()
    {
        Log.Dispose();
        if (!_flushed.IsCompleted)
            Task.WaitAny(_flushed);
    }

    private void Flush()
    {
        using var file = new FileStream(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        file.Flush(flushToDisk: true);
    }
}
