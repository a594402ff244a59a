using DcepSim.Experiments;
using DcepSim.Simulation;

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
    private readonly PaymentsLog? _payments;
    private bool _completed;

    private ResultsFolder(string path, PaymentsWritten payments, bool replace)
    {
        _folder = WholeFolder.Open(path, replace);
        Payments = payments;
        _payments = payments == PaymentsWritten.None ? null : new PaymentsLog(Path.Combine(_folder.PartialPath, ResultFiles.Payments), payments == PaymentsWritten.All);
    }

    /// <summary>Where the results will be.</summary>
    public string FullPath => _folder.FullPath;

    /// <summary>Which runs' payments are written.</summary>
    public PaymentsWritten Payments { get; }

    /// <summary>Gets ready to write results.</summary>
    /// <param name="path">The folder; folders above it are made where they are missing.</param>
    /// <param name="payments">Which runs' payments are written.</param>
    /// <param name="replace">Whether results that are there may be replaced. A folder without a manifest of this program, or with any other
    /// file in it, is never replaced.</param>
    /// <exception cref="ArgumentException">The path is empty or no path.</exception>
    /// <exception cref="ResultsInTheWayException">The folder is not empty and may not be replaced, or it is a file.</exception>
    /// <exception cref="IOException">The disk refuses; also <see cref="UnauthorizedAccessException"/>.</exception>
    public static ResultsFolder Open(string path, PaymentsWritten payments = PaymentsWritten.First, bool replace = false) =>
        new(path, payments, replace);

    /// <inheritdoc/>
    public IPaymentObserver? BeginRun(int run) => _payments?.BeginRun(run);

    /// <inheritdoc/>
    public void EndRun(int run) => _payments?.EndRun(run);

    /// <summary>Writes what is left to write and puts the folder in its place.</summary>
    /// <param name="result">What came of the experiment that this folder recorded.</param>
    /// <param name="startedAt">When it started, by the caller's clock; <c>null</c> when that is not known.</param>
    /// <exception cref="InvalidOperationException">It was completed before.</exception>
    /// <exception cref="ResultsInTheWayException">Something was put in the way meanwhile.</exception>
    /// <exception cref="IOException">The disk refuses.</exception>
    public void Complete(CampaignResult result, DateTimeOffset? startedAt = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (_completed)
            throw new InvalidOperationException($"{FullPath} was completed before.");

        _payments?.Complete();
        _folder.Write(ResultFiles.Summary, SummaryFile.Write(result));
        _folder.Write(ResultFiles.Runs, RunsFile.Write(result));
        _folder.Write(ResultFiles.Manifest, ManifestFile.Write(result, _folder.PartialPath, Payments, startedAt));
        _folder.Complete();
        _completed = true;
    }

    /// <summary>Takes everything back unless it was completed.</summary>
    public void Dispose()
    {
        _payments?.Dispose();
        _folder.Dispose();
    }
}
