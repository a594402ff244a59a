namespace DcepSim.Campaigns;

/// <summary>What a verifier says of a proof. <c>default</c> has no message and is not to be used.</summary>
/// <param name="Fault">The first fault found, or <see cref="DrawFault.None"/>.</param>
/// <param name="Message">The same for a person, with what was found and what was expected.</param>
public readonly record struct DrawVerdict(DrawFault Fault, string Message)
{
    /// <summary>Whether the proof holds.</summary>
    public bool Holds => Fault == DrawFault.None;
}
