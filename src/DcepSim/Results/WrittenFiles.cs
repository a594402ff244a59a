using System.Globalization;
using System.Security.Cryptography;

namespace DcepSim.Results;

/// <summary>Files made again, held against those that were written down.</summary>
internal static class WrittenFiles
{
    /// <param name="manifest">The manifest's path; files that still lie beside it are held against it, too.</param>
    /// <param name="outputs">The files it speaks of.</param>
    /// <param name="folder">Where they were made again.</param>
    /// <returns>What differs, a line for each file.</returns>
    public static IEnumerable<string> Differences(string manifest, IEnumerable<WrittenFile> outputs, string folder)
    {
        var beside = Path.GetDirectoryName(manifest)!;
        foreach (var written in outputs.Where(file => file.Name != ResultFiles.Report)) // a view, in the language of whoever reads it
        {
            var (old, made) = (Path.Combine(beside, written.Name), Path.Combine(folder, written.Name));
            var isOldThere = File.Exists(old);
            if (isOldThere && ShaOf(old) is var found && found != written.Sha256)
                yield return $"file {written.Name}: the one beside the manifest was changed after it was written (it has {found}, the manifest says {written.Sha256})";
            else if (!File.Exists(made))
                yield return $"file {written.Name}: it is not made any more";
            else if (ShaOf(made) is var sha && sha != written.Sha256)
                yield return $"file {written.Name}: {(isOldThere ? Place(old, made) : $"the manifest says {written.Sha256}, now it has {sha}")}";
        }
    }

    /// <param name="manifest">The manifest's path.</param>
    /// <param name="outputs">The files it speaks of.</param>
    /// <returns>The names of those that lie beside it no more.</returns>
    public static IEnumerable<string> Gone(string manifest, IEnumerable<WrittenFile> outputs) =>
        outputs.Select(file => file.Name).Where(name => !File.Exists(Path.Combine(Path.GetDirectoryName(manifest)!, name)));

    private static string ShaOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private static string Place(string old, string made)
    {
        using var then = File.ReadLines(old).GetEnumerator();
        using var now = File.ReadLines(made).GetEnumerator();
        for (var line = 1; ; line++)
        {
            var (isThen, isNow) = (then.MoveNext(), now.MoveNext());
            if (isThen && isNow && then.Current == now.Current)
                continue;
            return string.Create(
                CultureInfo.InvariantCulture,
                $"line {line} was {(isThen ? $"\"{Shorten(then.Current)}\"" : "not there")}, now it is {(isNow ? $"\"{Shorten(now.Current)}\"" : "not there")}");
        }
    }

    private static string Shorten(string line) => line.Length <= 80 ? line.Trim() : line[..77].Trim() + "...";
}
