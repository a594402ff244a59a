using DcepSim.Campaigns;

namespace DcepSim.Draws;

/// <summary>What came of a draw.</summary>
/// <param name="Fault">Why it was not made, or <see cref="DrawRunFault.None"/>.</param>
/// <param name="Message">The same for a person.</param>
/// <param name="Proof">The proof, when the draw was made.</param>
/// <param name="ProofPath">Where the proof lies, when the draw was made.</param>
/// <param name="CommitmentPath">Where the commitment lies, when the draw was made.</param>
public sealed record DrawRunOutcome(DrawRunFault Fault, string Message, DrawProof? Proof = null, string? ProofPath = null, string? CommitmentPath = null)
{
    /// <summary>Whether the draw was made.</summary>
    public bool IsDone => Fault == DrawRunFault.None;
}
