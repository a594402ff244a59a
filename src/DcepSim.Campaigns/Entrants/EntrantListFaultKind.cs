namespace DcepSim.Campaigns;

/// <summary>What may be wrong with a line of an entrant list.</summary>
public enum EntrantListFaultKind : byte
{
    /// <summary>No fault; the meaning of <c>default</c>.</summary>
    None = 0,

    /// <summary>The line holds nothing.</summary>
    EmptyLine = 1,

    /// <summary>The line's id stands on an earlier line too.</summary>
    Duplicate = 2,

    /// <summary>The line is longer than allowed.</summary>
    TooLong = 3,

    /// <summary>The line is not UTF-8.</summary>
    NotUtf8 = 4,

    /// <summary>The line holds a control character, or an id or a group starts or ends with a space.</summary>
    StrayCharacter = 5,

    /// <summary>The part after the TAB is no group: it is empty or holds another TAB.</summary>
    GroupMalformed = 6,

    /// <summary>The list names more groups than a draw can have.</summary>
    TooManyGroups = 7,

    /// <summary>The list has no line at all.</summary>
    NoEntrants = 8,

    /// <summary>All lines together are longer than allowed.</summary>
    TooLarge = 9,
}
