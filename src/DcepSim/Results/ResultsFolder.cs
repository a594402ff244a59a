using System.Text.Json;
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
    private readonly string _partial;
    private readonly string? _parentMade;
    private readonly bool _replace;
    private readonly PaymentsLog? _payments;
    private bool _completed;

    private ResultsFolder(string path, PaymentsWritten payments, bool replace)
    {
        FullPath = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        _replace = replace;
        Payments = payments;
        RequireFree();
        var parent = Path.GetDirectoryName(FullPath)!;
        _parentMade = FirstMissing(parent);
        Directory.CreateDirectory(parent);
        _partial = Beside("partial");
        Directory.CreateDirectory(_partial);
        _payments = payments == PaymentsWritten.None ? null : new PaymentsLog(Path.Combine(_partial, ResultFiles.Payments), payments == PaymentsWritten.All);
    }

    /// <summary>Where the results will be.</summary>
    public string FullPath { get; }

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
    public static ResultsFolder Open(string path, PaymentsWritten payments = PaymentsWritten.First, bool replace = false)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return new(path, payments, replace);
    }

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
        WholeWrite(ResultFiles.Summary, SummaryFile.Write(result));
        WholeWrite(ResultFiles.Runs, RunsFile.Write(result));
        WholeWrite(ResultFiles.Manifest, ManifestFile.Write(result, _partial, startedAt));
        MoveIntoPlace();
        _completed = true;
    }

    /// <summary>Takes everything back unless it was completed.</summary>
    public void Dispose()
    {
        _payments?.Dispose();
        if (_completed || !Directory.Exists(_partial))
            return;
        Directory.Delete(_partial, recursive: true);
        for (var made = Path.GetDirectoryName(FullPath); _parentMade is not null && made is not null && made.Length >= _parentMade.Length; made = Path.GetDirectoryName(made))
        {
            if (Directory.EnumerateFileSystemEntries(made).Any())
                return;
            Directory.Delete(made);
        }
    }

    private static string? FirstMissing(string folder)
    {
        string? missing = null;
        for (var path = folder; path is not null && !Directory.Exists(path); path = Path.GetDirectoryName(path))
            missing = path;
        return missing;
    }

    private static bool IsManifest(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            return json.RootElement.TryGetProperty("schema", out var schema)
                && schema.ValueKind == JsonValueKind.String
                && schema.GetString()!.StartsWith(ManifestFile.SchemaName, StringComparison.Ordinal);
        }
        catch (Exception failure) when (failure is JsonException or IOException or InvalidOperationException)
        {
            return false;
        }
    }

    private void RequireFree()
    {
        if (Path.GetDirectoryName(FullPath) is null)
            throw new ResultsInTheWayException($"{FullPath} is the root of a disk; name a folder in it.");
        if (File.Exists(FullPath))
            throw new ResultsInTheWayException($"{FullPath} is a file; name another folder for the results.");
        if (!Directory.Exists(FullPath) || !Directory.EnumerateFileSystemEntries(FullPath).Any())
            return;
        if (!_replace)
            throw new ResultsInTheWayException($"{FullPath} is not empty; name another folder with --out, or replace earlier results with --force.");
        if (!IsManifest(Path.Combine(FullPath, ResultFiles.Manifest)))
            throw new ResultsInTheWayException($"{FullPath} does not hold results of dcepsim (no {ResultFiles.Manifest}), so it is not replaced; name another folder.");

        var others = Directory.EnumerateFileSystemEntries(FullPath).Select(entry => Path.GetFileName(entry)!).Except(ResultFiles.All).Order(StringComparer.Ordinal).ToList();
        if (others.Count > 0)
            throw new ResultsInTheWayException($"{FullPath} also holds {string.Join(", ", others.Take(5))}, which dcepsim did not write, so it is not replaced; name another folder.");
    }

    /// <summary>A free name beside the folder: the same disk, so that a rename is all that is needed.</summary>
    private string Beside(string purpose)
    {
        var stem = Path.Combine(Path.GetDirectoryName(FullPath)!, $".{Path.GetFileName(FullPath)}.{Environment.ProcessId}");
        var number = 0;
        while (Path.Exists($"{stem}-{number}.{purpose}"))
            number++;
        return $"{stem}-{number}.{purpose}";
    }

    private void WholeWrite(string name, ReadOnlySpan<byte> bytes)
    {
        using var file = new FileStream(Path.Combine(_partial, name), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }

    private void MoveIntoPlace()
    {
        RequireFree();
        if (!Directory.Exists(FullPath))
        {
            Directory.Move(_partial, FullPath);
            return;
        }

        var replaced = Beside("replaced");
        Directory.Move(FullPath, replaced);
        try
        {
            Directory.Move(_partial, FullPath);
        }
        catch
        {
            Directory.Move(replaced, FullPath);
            throw;
        }

        Directory.Delete(replaced, recursive: true);
    }
}
