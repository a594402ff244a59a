using System.Text.Json;
using DcepSim.Scenarios;

namespace DcepSim.Results;

/// <summary>Reads back files that this program wrote, and says in words of its own what is wrong with one.</summary>
internal static class WrittenJson
{
    /// <param name="file">The file.</param>
    /// <param name="what">What it should be, as in "is no manifest of dcepsim".</param>
    /// <param name="read">Reads its root.</param>
    /// <exception cref="ManifestException">It cannot be read, or is something else.</exception>
    public static T Read<T>(string file, string what, Func<JsonElement, T> read)
    {
        byte[] bytes = [];
        try
        {
            bytes = File.ReadAllBytes(file);
            using var json = JsonDocument.Parse(bytes);
            return read(json.RootElement);
        }
        catch (JsonException broken)
        {
            throw new ManifestException(file, JsonFault.Describe(broken, bytes));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ManifestException(file, $"cannot be read: {failure.Message}");
        }
        catch (KeyNotFoundException)
        {
            throw new ManifestException(file, $"is no {what} of dcepsim: a field is missing");
        }
        catch (InvalidOperationException)
        {
            throw new ManifestException(file, $"is no {what} of dcepsim: a field holds another kind of value than it should");
        }
        catch (Exception failure) when (failure is FormatException or ArgumentException)
        {
            throw new ManifestException(file, $"is no {what} of dcepsim: {failure.Message}");
        }
    }
}
