using System.Collections.Immutable;
using DcepSim.Experiments;

namespace DcepSim.Results;

/// <summary>Whether results were made again byte for byte.</summary>
/// <param name="Differences">Where not, each in a line, the one that explains most first; empty when all bytes are the same.</param>
/// <param name="Result">What the runs gave; <c>null</c> when the scenario itself is not the one that was run.</param>
public sealed record ReproductionResult(ImmutableArray<string> Differences, CampaignResult? Result)
{
    /// <summary>The format of <see cref="WriteJson"/> and its version.</summary>
    public const string Schema = "dcepsim.reproduce/1";

    /// <summary>The files that the manifest lists and that lie beside it no more. Those that are made again were held against the manifest's
    /// hashes, which is no difference; a report is not made again.</summary>
    public ImmutableArray<string> Gone { get; init; } = [];

    /// <summary>Whether every byte is the same.</summary>
    public bool IsSame => Differences.IsEmpty;

    /// <summary>The outcome as UTF-8 JSON.</summary>
    public byte[] WriteJson() => JsonFiles.Write(json =>
    {
        json.WriteString("schema", Schema);
        json.WriteBoolean("same", IsSame);
        json.WriteStartArray("differences");
        foreach (var difference in Differences)
            json.WriteStringValue(difference);
        json.WriteEndArray();
        json.WriteStartArray("gone");
        foreach (var name in Gone)
            json.WriteStringValue(name);
        json.WriteEndArray();
    });
}
