namespace DcepSim.Draws;

/// <summary>What a draw or its check is busy with.</summary>
public enum DrawStage : byte
{
    /// <summary>Reading the entrant list.</summary>
    ReadingEntrants = 0,

    /// <summary>Hashing the entrant list.</summary>
    HashingEntrants = 1,

    /// <summary>Drawing the winners, for the first time or again.</summary>
    Drawing = 2,

    /// <summary>Writing the files.</summary>
    Writing = 3,
}
