using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace DcepSim.Campaigns;

/// <summary>
/// Proofs, commitments and inclusion paths as JSON, to be published: "dcepsim.draw/1", "dcepsim.draw-commitment/1", "dcepsim.inclusion/1".
/// </summary>
/// <remarks>Documents are strict: a missing, unknown or repeated field is a fault. The same proof always gives the same bytes. Winners are
/// ids in order of priority; their prizes, by place in the commitment, are written when there is more than one prize.</remarks>
public static class DrawProofFormat
{
    /// <summary>The kind and version of a proof.</summary>
    public const string ProofSchema = "dcepsim.draw/1";

    /// <summary>The kind and version of a commitment.</summary>
    public const string CommitmentSchema = "dcepsim.draw-commitment/1";

    /// <summary>The kind and version of an inclusion path.</summary>
    public const string InclusionSchema = "dcepsim.inclusion/1";

    private const string ToFunder = "returnToFunder";
    private const string ToEveryone = "offerToEveryone";

    /// <summary>Writes a proof.</summary>
    /// <param name="proof">The proof.</param>
    /// <param name="stream">Takes the document in UTF-8; it stays open.</param>
    public static void Write(DrawProof proof, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(proof);
        ArgumentNullException.ThrowIfNull(stream);
        var document = new DrawDocument(
            ProofSchema,
            ToDocument(proof.Commitment),
            proof.CommitmentFingerprint.ToString(),
            proof.Beacon.ToString(),
            [.. proof.Winners.Select(winner => winner.Id)],
            proof.WinnersFingerprint.ToString(),
            proof.Commitment.Draw.Prizes.Length == 1 ? null : [.. proof.Winners.Select(winner => winner.Prize)]);
        JsonSerializer.Serialize(stream, document, DrawDocumentContext.Default.DrawDocument);
    }

    /// <summary>Writes a commitment.</summary>
    /// <param name="commitment">The commitment.</param>
    /// <param name="stream">Takes the document in UTF-8; it stays open.</param>
    public static void Write(DrawCommitment commitment, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(commitment);
        ArgumentNullException.ThrowIfNull(stream);
        var document = new PublishedCommitmentDocument(CommitmentSchema, ToDocument(commitment), commitment.Fingerprint().ToString());
        JsonSerializer.Serialize(stream, document, DrawDocumentContext.Default.PublishedCommitmentDocument);
    }

    /// <summary>Reads a proof.</summary>
    /// <param name="utf8">The whole document.</param>
    /// <exception cref="DrawProofException">It is broken, or of an unknown kind.</exception>
    public static DrawProof ReadProof(ReadOnlySpan<byte> utf8)
    {
        var document = Parse(utf8, "proof", ProofSchema, DrawDocumentContext.Default.DrawDocument);
        if (!DcepSim.Campaigns.Beacon.TryParse(document.Beacon, out var beacon, out var reason))
            throw Unreadable("proof", reason);
        if (document.Winners.Contains(null!))
            throw Unreadable("proof", "a winner is null.");
        if (document.Prizes is { } prizes && prizes.Length != document.Winners.Length)
            throw Unreadable("proof", $"it names {document.Winners.Length} winners and the prizes of {prizes.Length}.");
        return new(
            FromDocument(document.Commitment, "proof"),
            ParseDigest(document.CommitmentFingerprint, "proof", "commitmentFingerprint"),
            beacon,
            [.. document.Winners.Select((id, place) => new ProvenWinner(id, document.Prizes?[place] ?? 0))],
            ParseDigest(document.WinnersFingerprint, "proof", "winnersFingerprint"));
    }

    /// <summary>Reads a commitment that was published, and checks the fingerprint stated beside it.</summary>
    /// <param name="utf8">The whole document.</param>
    /// <exception cref="DrawProofException">It is broken, altered, or of an unknown kind.</exception>
    public static DrawCommitment ReadCommitment(ReadOnlySpan<byte> utf8)
    {
        var document = Parse(utf8, "commitment", CommitmentSchema, DrawDocumentContext.Default.PublishedCommitmentDocument);
        var commitment = FromDocument(document.Commitment, "commitment");
        var stated = ParseDigest(document.CommitmentFingerprint, "commitment", "commitmentFingerprint");
        return commitment.Fingerprint() == stated
            ? commitment
            : throw new DrawProofException(new(DrawFault.CommitmentAltered, $"The commitment was altered: its fingerprint is {commitment.Fingerprint()}, stated is {stated}."));
    }

    /// <summary>Writes an inclusion path, to be given to one entrant.</summary>
    /// <param name="path">The path.</param>
    /// <param name="stream">Takes the document in UTF-8; it stays open.</param>
    public static void Write(InclusionPath path, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(stream);
        var document = new InclusionDocument(
            InclusionSchema, path.Line, path.Entrant, path.Entrants, [.. path.Siblings.Select(sibling => sibling.ToString())]);
        JsonSerializer.Serialize(stream, document, DrawDocumentContext.Default.InclusionDocument);
    }

    /// <summary>Reads an inclusion path; whether it leads to a root is for <see cref="InclusionPath.LeadsTo"/> to say.</summary>
    /// <param name="utf8">The whole document.</param>
    /// <exception cref="DrawProofException">It is broken, or of an unknown kind.</exception>
    public static InclusionPath ReadInclusionPath(ReadOnlySpan<byte> utf8)
    {
        const string What = "inclusion path";
        var document = Parse(utf8, What, InclusionSchema, DrawDocumentContext.Default.InclusionDocument);
        return new(
            document.Line,
            document.Entrant,
            document.Entrants,
            [.. document.Siblings.Select((sibling, index) => ParseDigest(sibling, What, $"siblings[{index}]"))]);
    }

    private static T Parse<T>(ReadOnlySpan<byte> utf8, string what, string schema, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            if (SchemaOf(utf8) is { } found && found != schema)
                throw new DrawProofException(new(DrawFault.SchemaUnknown, $"The document says it is '{found}'; a {what} this program knows says '{schema}'."));
            return JsonSerializer.Deserialize(utf8, type) ?? throw Unreadable(what, "it is null.");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException) // the latter: a text that is not UTF-8
        {
            throw Unreadable(what, error.Message, error);
        }
    }

    // Read on its own and first: a later version may look different, and should be told from a broken document.
    private static string? SchemaOf(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        string? schema = null;
        while (reader.Read())
        {
            if (reader is { CurrentDepth: 1, TokenType: JsonTokenType.PropertyName } && reader.ValueTextEquals("schema"u8) && reader.Read())
                schema = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        }

        return schema;
    }

    private static CommitmentDocument ToDocument(DrawCommitment commitment) => new(
        commitment.Campaign.ToString(),
        commitment.Algorithm,
        commitment.Entrants,
        commitment.EntrantRoot.ToString(),
        [.. commitment.Draw.Prizes.Select(prize => new PrizeDocument(prize.Name, prize.Face.Fen, prize.Places, prize.Group))],
        commitment.Draw.Unfilled == UnfilledPlaces.OfferToEveryone ? ToEveryone : ToFunder,
        commitment.BeaconSource,
        commitment.TermsFingerprint.IsNone ? null : commitment.TermsFingerprint.ToString());

    private static DrawCommitment FromDocument(CommitmentDocument document, string what)
    {
        if (document.Prizes.Contains(null!))
            throw Unreadable(what, "a prize is null.");
        if (document.Prizes.FirstOrDefault(prize => prize.FaceFen < 0 || prize.FaceFen > Amount.MaxValue.Fen) is { } wrong)
            throw Unreadable(what, $"a face of {wrong.FaceFen} fen is outside 0 to {Amount.MaxValue.Fen}.");
        var prizes = document.Prizes.Select(prize => new DrawPrize(prize.Name, Amount.FromFen(prize.FaceFen), prize.Places, prize.Group)).ToImmutableArray();
        var unfilled = document.UnfilledPlaces switch
        {
            ToFunder => UnfilledPlaces.ReturnToFunder,
            ToEveryone => UnfilledPlaces.OfferToEveryone,
            var other => throw Unreadable(what, $"'{other}' is no rule for unfilled places; known are '{ToFunder}' and '{ToEveryone}'."),
        };
        var faults = DrawTerms.FaultsOf(prizes, unfilled).ToList();
        if (faults.Count > 0)
            throw Unreadable(what, string.Join(" ", faults));
        return new(
            new(document.Campaign),
            document.TermsFingerprint is null ? default : ParseDigest(document.TermsFingerprint, what, "termsFingerprint"),
            new(prizes, unfilled),
            document.Entrants,
            ParseDigest(document.EntrantRoot, what, "entrantRoot"),
            document.BeaconSource,
            document.Algorithm);
    }

    private static Digest ParseDigest(string hex, string what, string field) => Digest.TryParse(hex, out var digest)
        ? digest
        : throw Unreadable(what, $"'{field}' is not {2 * Digest.Size} hexadecimal digits.");

    private static DrawProofException Unreadable(string what, string reason, Exception? inner = null) =>
        new(new(DrawFault.ProofUnreadable, $"The {what} cannot be read; it may be cut short or altered: {reason}"), inner);
}
