namespace DcepSim.Offline;

/// <summary>What the holder of a lost or stolen purse gets back.</summary>
public enum LossRecovery : byte
{
    /// <summary>Nothing, as with cash; the meaning of <c>default</c>.</summary>
    Nothing = 0,

    /// <summary>What the book still finds in the purse when its certificate has ended and the time for late tokens is over.</summary>
    BookBalance = 1,
}
