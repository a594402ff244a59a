using System.Globalization;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Scenarios;

/// <summary>Gets the bytes of a scenario file, or says in one sentence why it cannot.</summary>
internal static class ScenarioFile
{
    public static byte[] ReadBytes(string path)
    {
        if (Directory.Exists(path))
            throw Refuse(path, "is a folder; allowed: the path of a JSON file, or a built-in name");
        if (!File.Exists(path))
            throw Refuse(path, $"is neither a built-in scenario nor a file{NearestName.Hint(path, BuiltInScenarios.Names)}; built-in: {string.Join(", ", BuiltInScenarios.Names)}");

        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (file.CanSeek && file.Length > ScenarioReader.BytesMax)
                throw TooLarge(path, file.Length);
            return ReadBytes(file, path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Refuse(path, $"cannot be read: {failure.Message}");
        }
    }

    /// <summary>Reads to the end, but never more than the cap: a pipe or a device does not tell its length.</summary>
    public static byte[] ReadBytes(Stream stream, string origin)
    {
        using var bytes = new MemoryStream();
        var part = new byte[64 * 1024];
        for (int read; (read = stream.Read(part)) > 0;)
        {
            bytes.Write(part, 0, read);
            if (bytes.Length > ScenarioReader.BytesMax)
                throw TooLarge(origin, null);
        }

        return bytes.ToArray();
    }

    private static ScenarioException TooLarge(string origin, long? length) => Refuse(origin, string.Create(
        CultureInfo.InvariantCulture,
        $"is too large for a scenario{(length is null ? "" : $" ({length} bytes)")}; allowed: up to {ScenarioReader.BytesMax} bytes (16 MiB)"));

    private static ScenarioException Refuse(string origin, string message) => new(origin, [new ScenarioFault("", message)]);
}
