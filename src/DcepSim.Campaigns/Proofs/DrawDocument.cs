using System.Text.Json.Serialization;

namespace DcepSim.Campaigns;

/// <summary>The JSON document "dcepsim.draw/1", field by field.</summary>
internal sealed record DrawDocument(
    string Schema,
    CommitmentDocument Commitment,
    string CommitmentFingerprint,
    string Beacon,
    string[] Winners,
    string WinnersFingerprint,
    int[]? Prizes = null);

/// <summary>The JSON document "dcepsim.draw-commitment/1", field by field.</summary>
internal sealed record PublishedCommitmentDocument(string Schema, CommitmentDocument Commitment, string CommitmentFingerprint);

/// <summary>The JSON document "dcepsim.inclusion/1", field by field.</summary>
internal sealed record InclusionDocument(string Schema, string Line, int Entrant, int Entrants, string[] Siblings);

/// <summary>A commitment inside either document.</summary>
internal sealed record CommitmentDocument(
    string Campaign,
    string Algorithm,
    int Entrants,
    string EntrantRoot,
    PrizeDocument[] Prizes,
    string UnfilledPlaces,
    string BeaconSource,
    string? TermsFingerprint = null);

/// <summary>A prize inside a commitment.</summary>
internal sealed record PrizeDocument(string Name, long FaceFen, int Places, string? Group = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(DrawDocument))]
[JsonSerializable(typeof(PublishedCommitmentDocument))]
[JsonSerializable(typeof(InclusionDocument))]
internal sealed partial class DrawDocumentContext : JsonSerializerContext;
