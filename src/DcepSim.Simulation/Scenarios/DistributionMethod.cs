namespace DcepSim.Simulation.Scenarios;

/// <summary>How a campaign finds those who get its packets.</summary>
public enum DistributionMethod
{
    /// <summary>A draw among the applicants (抽签); the meaning of <c>default</c>.</summary>
    Lottery = 0,

    /// <summary>First come, first served from the opening of claims on (抢红包).</summary>
    Grab = 1,

    /// <summary>Every applicant gets one.</summary>
    Everyone = 2,
}
