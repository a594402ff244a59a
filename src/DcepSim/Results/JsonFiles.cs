using System.Text.Encodings.Web;
using System.Text.Json;

namespace DcepSim.Results;

/// <summary>How all JSON of this program is laid out.</summary>
internal static class JsonFiles
{
    public static JsonWriterOptions Options { get; } = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // names are Chinese too, and these files are no web pages
    };
}
