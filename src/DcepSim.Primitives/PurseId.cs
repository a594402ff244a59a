namespace DcepSim;

/// <summary>A purse: the store of value in one device, numbered densely from 1 in the order of enrolment. <c>default</c> (0) is no purse.</summary>
/// <param name="Value">1 and up; 0 is no purse.</param>
public readonly record struct PurseId(int Value)
{
    /// <summary>No purse; equal to <c>default</c>.</summary>
    public static PurseId None => default;

    /// <summary>Whether this names no purse.</summary>
    public bool IsNone => Value == 0;
}
