namespace DcepSim;

/// <summary>An account in one general ledger, numbered densely from 1 in the order of opening. <c>default</c> (0) is no account.</summary>
/// <param name="Value">1 and up; 0 is no account.</param>
public readonly record struct AccountId(int Value)
{
    /// <summary>No account; equal to <c>default</c>.</summary>
    public static AccountId None => default;

    /// <summary>Whether this names no account.</summary>
    public bool IsNone => Value == 0;
}
