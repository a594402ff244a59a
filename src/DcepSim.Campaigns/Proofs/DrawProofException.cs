namespace DcepSim.Campaigns;

/// <summary>A document is not a proof or a commitment of a known kind.</summary>
/// <param name="verdict">Which fault, and the same for a person.</param>
/// <param name="inner">What the JSON reader said, if it did.</param>
public sealed class DrawProofException(DrawVerdict verdict, Exception? inner = null) : FormatException(verdict.Message, inner)
{
    /// <summary>Which fault, and the same for a person.</summary>
    public DrawVerdict Verdict { get; } = verdict;
}
