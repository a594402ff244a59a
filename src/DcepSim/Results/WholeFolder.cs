using System.Text.Json;

namespace DcepSim.Results;

/// <summary>
/// A folder of result files that is there whole or not at all.
/// </summary>
/// <remarks>Files are written to a hidden folder beside the one asked for and flushed to disk; completing renames it. Disposing without
/// completing leaves nothing. For one thread at a time.</remarks>
public sealed class WholeFolder : IDisposable
{
    private readonly string _partial;
    private readonly string? _parentMade;
    private readonly bool _replace;
    private bool _completed;

    private WholeFolder(string path, bool replace)
    {
        FullPath = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        _replace = replace;
        RequireFree();
        var parent = Path.GetDirectoryName(FullPath)!;
        _parentMade = FirstMissing(parent);
        Directory.CreateDirectory(parent);
        _partial = Beside("partial");
        Directory.CreateDirectory(_partial);
    }

    /// <summary>Where the files will be.</summary>
    public string FullPath { get; }

    /// <summary>Where files are until the folder is complete.</summary>
    internal string PartialPath => _partial;

    /// <summary>Gets ready to write.</summary>
    /// <param name="path">The folder; folders above it are made where they are missing.</param>
    /// <param name="replace">Whether results that are there may be replaced. A folder without a manifest of this program, or with any other
    /// file in it, is never replaced.</param>
    /// <exception cref="ArgumentException">The path is empty or no path.</exception>
    /// <exception cref="ResultsInTheWayException">The folder is not empty and may not be replaced, or it is a file.</exception>
    /// <exception cref="IOException">The disk refuses; also <see cref="UnauthorizedAccessException"/>.</exception>
    public static WholeFolder Open(string path, bool replace = false)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return new(path, replace);
    }

    /// <summary>Writes one file and flushes it to disk.</summary>
    /// <param name="name">One of <see cref="ResultFiles.All"/>, not written before.</param>
    /// <param name="bytes">All of it.</param>
    /// <exception cref="ArgumentException">It is no name of a result file.</exception>
    /// <exception cref="IOException">The disk refuses, or the file is there.</exception>
    public void Write(string name, ReadOnlySpan<byte> bytes)
    {
        if (!ResultFiles.All.Contains(name))
            throw new ArgumentException($"\"{name}\" is no result file; there are: {string.Join(", ", ResultFiles.All)}.", nameof(name));
        using var file = new FileStream(Path.Combine(_partial, name), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Writes the files of a study and its manifest, and puts the folder in its place.</summary>
    /// <param name="study">What is written.</param>
    /// <param name="startedAt">When it started, by the caller's clock; <c>null</c> when that is not known.</param>
    /// <exception cref="InvalidOperationException">It was completed before.</exception>
    /// <exception cref="ResultsInTheWayException">Something was put in the way meanwhile.</exception>
    /// <exception cref="IOException">The disk refuses.</exception>
    public void Complete(IStudy study, DateTimeOffset? startedAt = null)
    {
        ArgumentNullException.ThrowIfNull(study);
        Write($"{study.Facts.Kind}.json", study.WriteJson());
        Write($"{study.Facts.Kind}.csv", study.WriteCsv());
        foreach (var file in study.MoreFiles)
            Write(file.Name, file.Bytes.Span);
        Write(ResultFiles.Manifest, ManifestFile.Write(study.Facts, _partial, startedAt));
        Complete();
    }

    /// <summary>Puts the folder in its place.</summary>
    /// <exception cref="InvalidOperationException">It was completed before.</exception>
    /// <exception cref="ResultsInTheWayException">Something was put in the way meanwhile.</exception>
    /// <exception cref="IOException">The disk refuses.</exception>
    public void Complete()
    {
        if (_completed)
            throw new InvalidOperationException($"{FullPath} was completed before.");
        MoveIntoPlace();
        _completed = true;
    }

    /// <summary>Takes everything back unless it was completed.</summary>
    public void Dispose()
    {
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
        for (var above = Path.GetDirectoryName(FullPath); above is not null && !Directory.Exists(above); above = Path.GetDirectoryName(above))
        {
            if (File.Exists(above))
                throw new ResultsInTheWayException($"{above} is a file, so {FullPath} cannot be made; name another folder for the results.");
        }

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
