namespace DcepSim.Campaigns;

/// <summary>One fault in the terms of a campaign or a draw. Faults are found all together, so that a person mends them in one go.</summary>
/// <param name="Field">Where it is, in the terms' own words: <c>prizes[1].places</c>.</param>
/// <param name="Message">What is wrong, with the value and what would be right.</param>
public sealed record TermsFault(string Field, string Message)
{
    /// <summary>Field and message in one line.</summary>
    public override string ToString() => $"{Field}: {Message}";
}
