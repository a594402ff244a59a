namespace DcepSim.Draws;

/// <summary>Why a draw was not made. In every case nothing of it is left on disk.</summary>
public enum DrawRunFault : byte
{
    /// <summary>It was made. The meaning of <c>default</c>.</summary>
    None = 0,

    /// <summary>The output folder holds files of an earlier draw, or is no folder.</summary>
    OutputInTheWay = 1,

    /// <summary>The entrant list is missing or cannot be opened.</summary>
    EntrantsUnreadable = 2,

    /// <summary>The entrant list is not in order.</summary>
    EntrantListFaulty = 3,

    /// <summary>List and terms are not those of the commitment that was published.</summary>
    CommitmentBroken = 4,

    /// <summary>The files could not be written.</summary>
    OutputFailed = 5,
}
