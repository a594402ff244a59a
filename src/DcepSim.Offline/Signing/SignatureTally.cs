namespace DcepSim.Offline;

/// <summary>How many signatures were made and checked.</summary>
/// <remarks><c>default</c> is none.</remarks>
/// <param name="Made">Signatures made.</param>
/// <param name="Checked">Signatures checked.</param>
public readonly record struct SignatureTally(long Made, long Checked)
{
    /// <summary>The sum of two tallies.</summary>
    public static SignatureTally operator +(SignatureTally left, SignatureTally right) =>
        new(left.Made + right.Made, left.Checked + right.Checked);

    /// <summary>The sum; the same as the operator +.</summary>
    public static SignatureTally Add(SignatureTally left, SignatureTally right) => left + right;
}
