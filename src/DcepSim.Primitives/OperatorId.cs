namespace DcepSim;

/// <summary>An authorised operator (运营机构), or the central bank as <c>default</c> (0).</summary>
/// <param name="Value">1 to 255 for operators; 0 is the central bank.</param>
public readonly record struct OperatorId(byte Value)
{
    /// <summary>The central bank, above all operators; equal to <c>default</c>.</summary>
    public static OperatorId CentralBank => default;
}
