namespace DcepSim.Wallets;

/// <summary>
/// One cell of a table of wallet limits: a published cap, a published absence of a cap, or nothing known.
/// </summary>
/// <remarks><c>default</c> is <see cref="Unknown"/>: nothing was found, which does not mean that there is no cap. The ledger enforces only
/// published caps.</remarks>
public readonly record struct LimitCell
{
    private LimitCell(bool isKnown, Amount? cap)
    {
        IsKnown = isKnown;
        Cap = cap;
    }

    /// <summary>Nothing published; equal to <c>default</c>.</summary>
    public static LimitCell Unknown => default;

    /// <summary>Published: there is no cap.</summary>
    public static LimitCell None { get; } = new(true, null);

    /// <summary>Whether a source speaks of this cell.</summary>
    public bool IsKnown { get; }

    /// <summary>The cap, or <c>null</c> when there is none or none is known.</summary>
    public Amount? Cap { get; }

    /// <summary>A published cap.</summary>
    /// <param name="yuan">The cap in whole yuan, 0 to 10^15.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="yuan"/> is outside the range.</exception>
    public static LimitCell Of(long yuan) => new(true, Amount.FromYuan(yuan));

    /// <summary><c>10000.00</c>, <c>none</c> or <c>unknown</c>.</summary>
    public override string ToString() => Cap?.ToString() ?? (IsKnown ? "none" : "unknown");
}
