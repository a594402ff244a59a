using DcepSim.Databases;
using DcepSim.Experiments;
using DcepSim.Logs;
using DcepSim.Observations;
using DcepSim.Simulation;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Results;

/// <summary>
/// Puts an experiment's results into a folder, which is there whole or not at all.
/// </summary>
/// <remarks>
/// <para>Files are written to a hidden folder beside the one asked for and flushed to disk; completing renames it. Disposing without
/// completing leaves nothing.</para>
/// <para>Use it as the <see cref="ExperimentOptions.Recorder"/> of one experiment. Safe for the threads of that experiment.</para>
/// </remarks>
/// <example><code>
/// using var folder = ResultsFolder.Open("results/luohu");
/// var result = await new CampaignExperiment(scenario, new() { Recorder = folder }).RunAsync();
/// folder.Complete(result);
/// </code></example>
public sealed class ResultsFolder : IExperimentRecorder, IDisposable
{
    private readonly WholeFolder _folder;
    private readonly RunLogs? _logs;
    private readonly ObservationRecorder? _observations;
    private readonly ResultsDatabase? _database;
    private bool _completed;
    private bool _hasBegun;

    private ResultsFolder(string path, ResultsOptions options)
    {
        _folder = WholeFolder.Open(path, options.Replace);
        Options = options;
        _observations = options.Observations ? new ObservationRecorder() : null;
        try
        {
            _database = options.Database ? new ResultsDatabase(Path.Combine(_folder.PartialPath, ResultFiles.Database)) : null;
            _logs = options.Payments == PaymentsWritten.None ? null : new RunLogs(Path.Combine(_folder.PartialPath, ResultFiles.Payments), options.Payments == PaymentsWritten.All, LogTargets());
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Where the results will be.</summary>
    public string FullPath => _folder.FullPath;

    /// <summary>What is written.</summary>
    public ResultsOptions Options { get; }

    /// <summary>What was observed, once the experiment is over; <c>null</c> where nothing was.</summary>
    public CampaignObservations? Observed => _observations?.Observed();

    /// <summary>Gets ready to write results.</summary>
    /// <param name="path">The folder; folders above it are made where they are missing.</param>
    /// <param name="options">What is written, and whether earlier results may be replaced.</param>
    /// <exception cref="ArgumentException">The path is empty or no path.</exception>
    /// <exception cref="ResultsInTheWayException">The folder is not empty and may not be replaced, or it is a file.</exception>
    /// <exception cref="IOException">The disk refuses; also <see cref="UnauthorizedAccessException"/>.</exception>
    public static ResultsFolder Open(string path, ResultsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(path, options);
    }

    /// <summary>Gets ready to write results.</summary>
    /// <param name="path">The folder; folders above it are made where they are missing.</param>
    /// <param name="payments">Which runs' payments are written.</param>
    /// <param name="replace">Whether results that are there may be replaced. A folder without a manifest of this program, or with any other
    /// file in it, is never replaced.</param>
    /// <exception cref="ArgumentException">The path is empty or no path.</exception>
    /// <exception cref="ResultsInTheWayException">The folder is not empty and may not be replaced, or it is a file.</exception>
    /// <exception cref="IOException">The disk refuses; also <see cref="UnauthorizedAccessException"/>.</exception>
    public static ResultsFolder Open(string path, PaymentsWritten payments = PaymentsWritten.First, bool replace = false) =>
        Open(path, new ResultsOptions { Payments = payments, Replace = replace });

    /// <inheritdoc/>
    public void Begin(Scenario scenario)
    {
        _hasBegun = true;
        _observations?.Begin(scenario);
    }

    /// <inheritdoc/>
    public IPaymentObserver? BeginRun(int run) => SeveralObservers.Of(_logs?.BeginRun(run), _observations?.BeginRun(run));

    /// <inheritdoc/>
    public IPaymentObserver? BeginRun(int run, Scenario scenario) => SeveralObservers.Of(_logs?.BeginRun(run), _observations?.BeginRun(run, scenario));

    /// <inheritdoc/>
    public void EndRun(int run)
    {
        _logs?.EndRun(run);
        _observations?.EndRun(run);
    }

    /// <summary>Writes a page for people beside the results.</summary>
    /// <param name="html">All of it, UTF-8.</param>
    /// <exception cref="IOException">The disk refuses, or a report was written before.</exception>
    public void WriteReport(ReadOnlySpan<byte> html) => _folder.Write(ResultFiles.Report, html);

    /// <summary>Writes what is left to write and puts the folder in its place.</summary>
    /// <param name="result">What came of the experiment that this folder recorded.</param>
    /// <param name="startedAt">When it started, by the caller's clock; <c>null</c> when that is not known.</param>
    /// <exception cref="InvalidOperationException">It was completed before, or no experiment had it as its recorder.</exception>
    /// <exception cref="ResultsInTheWayException">Something was put in the way meanwhile.</exception>
    /// <exception cref="IOException">The disk refuses.</exception>
    public void Complete(CampaignResult result, DateTimeOffset? startedAt = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (_completed)
            throw new InvalidOperationException($"{FullPath} was completed before.");
        if (!_hasBegun) // else payments and observations would be missing, and nothing would say so
            throw new InvalidOperationException($"{FullPath} recorded nothing: give it to the experiment as its {nameof(ExperimentOptions.Recorder)}.");

        _logs?.Complete();
        _database?.Complete(result, Observed);
        _folder.Write(ResultFiles.Summary, SummaryFile.Write(result));
        _folder.Write(ResultFiles.Runs, RunsFile.Write(result));
        if (Observed is { } observed)
        {
            _folder.Write(ResultFiles.Observations, ObservationFiles.WriteJson(observed, result));
            _folder.Write(ResultFiles.Hours, ObservationFiles.WriteHours(observed));
            _folder.Write(ResultFiles.Merchants, ObservationFiles.WriteMerchants(observed, result.ScenarioOf(observed.FirstRun.Run)));
            _folder.Write(ResultFiles.Flows, ObservationFiles.WriteFlows(observed));
        }

        _folder.Write(ResultFiles.Manifest, ManifestFile.Write(result, _folder.PartialPath, Options, startedAt)); // reads every file, while the database goes to the disk
        _database?.WaitUntilSafe();
        _folder.Complete();
        _completed = true;
    }

    /// <summary>Takes everything back unless it was completed.</summary>
    public void Dispose()
    {
        _logs?.Dispose();
        _database?.Dispose();
        _folder.Dispose();
    }

    private List<ILogTarget> LogTargets()
    {
        var targets = new List<ILogTarget> { new PaymentsCsv(Path.Combine(_folder.PartialPath, ResultFiles.Payments)) };
        if (_database is { } database)
            targets.Add(database.Log);
        return targets;
    }
}
