namespace DcepSim.Web.Serve;

/// <summary>Where a work stands.</summary>
public enum WorkState
{
    /// <summary>It goes on; the meaning of <c>default</c>.</summary>
    Going = 0,

    /// <summary>It ended as it should.</summary>
    Done = 1,

    /// <summary>It was stopped on request; nothing was written.</summary>
    Stopped = 2,

    /// <summary>It failed; what it said is kept.</summary>
    Failed = 3,
}
