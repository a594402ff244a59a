namespace DcepSim.Offline;

/// <summary>What the operator answers to a <see cref="ContactReport"/>.</summary>
/// <param name="Purse">The purse that reported.</param>
/// <param name="Number">The number of the report this answers.</param>
/// <param name="Outcomes">For each token in the report's <see cref="ContactReport.Sent"/>, in the same order, what has become of it.</param>
/// <param name="Correction">All corrections the book ever made of this purse: refused duplicates (negative), late deliveries (positive).</param>
/// <param name="Revocations">The newest revocation list.</param>
/// <param name="Certificate">A renewed certificate; null when it was not renewed.</param>
public sealed record ContactAnswer(
    PurseId Purse,
    long Number,
    IReadOnlyList<TokenOutcome> Outcomes,
    NetAmount Correction,
    RevocationList Revocations,
    OfflineCertificate? Certificate);
