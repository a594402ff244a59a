using System.IO.Compression;
using System.Text.RegularExpressions;
using DcepSim.Results;

namespace DcepSim.Web.Serve;

/// <summary>The results that may be seen: folders with a manifest in one folder, and files in them. Nothing else on the disk is reached.</summary>
/// <remarks>Safe to use from several threads.</remarks>
internal sealed partial class ResultShelf(string folder)
{
    private readonly string _folder = Path.GetFullPath(folder);

    /// <summary>The names of the results, the latest first.</summary>
    public IReadOnlyList<string> Names() => !Directory.Exists(_folder)
        ? []
        : [.. new DirectoryInfo(_folder).EnumerateDirectories().Where(found => Find(found.Name) is not null)
            .OrderByDescending(found => File.GetLastWriteTimeUtc(Path.Combine(found.FullName, ResultFiles.Manifest))).Select(found => found.Name)];

    /// <summary>The folder of a result; null where there is no result of that name.</summary>
    public string? Find(string name)
    {
        if (!NameForm().IsMatch(name))
            return null;
        var found = new DirectoryInfo(PathOf(name));
        return found is { Exists: true, LinkTarget: null } && File.Exists(Path.Combine(found.FullName, ResultFiles.Manifest)) ? found.FullName : null;
    }

    /// <summary>A file of a result; null where there is none of that name.</summary>
    public FileInfo? Find(string name, string file)
    {
        if (Find(name) is not { } found || !NameForm().IsMatch(file))
            return null;
        var path = new FileInfo(Path.Combine(found, file));
        return path is { Exists: true, LinkTarget: null } ? path : null;
    }

    /// <summary>The files of a result, in order of name.</summary>
    public IReadOnlyList<FileInfo> Files(string name) => Find(name) is not { } found
        ? []
        : [.. new DirectoryInfo(found).EnumerateFiles().Where(file => Find(name, file.Name) is not null).OrderBy(file => file.Name, StringComparer.Ordinal)];

    /// <summary>All files of a result as one archive: a temporary file at its beginning, gone when it is closed.</summary>
    public async Task<FileStream> ZipAsync(string name, CancellationToken cancellation)
    {
        var target = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        var archive = await ZipArchive.CreateAsync(target, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellation).ConfigureAwait(false);
        await using (archive.ConfigureAwait(false))
        {
            foreach (var file in Files(name))
                await archive.CreateEntryFromFileAsync(file.FullName, $"{name}/{file.Name}", CompressionLevel.Fastest, cancellation).ConfigureAwait(false);
        }

        target.Position = 0;
        return target;
    }

    /// <summary>Where a result of a name lies, or would.</summary>
    public string PathOf(string name) => Path.Combine(_folder, name);

    /// <summary>A name that is not taken: the stem, or the stem with the next number.</summary>
    /// <param name="stem">Letters, digits, points, hyphens.</param>
    /// <param name="promised">Names that works in hand will use.</param>
    public string FreeName(string stem, IEnumerable<string?> promised)
    {
        var taken = promised.ToHashSet();
        return Enumerable.Range(1, int.MaxValue - 1).Select(number => number == 1 ? stem : $"{stem}-{number}").First(name => !taken.Contains(name) && !Path.Exists(PathOf(name)));
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_-]{0,99}(\.[A-Za-z0-9_-]{1,99}){0,4}\z")]
    private static partial Regex NameForm();
}
