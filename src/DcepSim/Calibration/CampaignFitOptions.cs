namespace DcepSim.Calibration;

/// <summary>How a campaign is fitted. Immutable.</summary>
public sealed record CampaignFitOptions
{
    /// <summary>How many runs each set of parameters is judged by; 100 unless set. The error of a fitted figure is its run-to-run deviation over
    /// the square root of this.</summary>
    public int Runs { get; init; } = 100;

    /// <summary>The seed whose runs are used, the same at every step (common random numbers); 1 unless set.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>How many runs go on at once; 0, which is the default, is one for each processor.</summary>
    public int Threads { get; init; }

    /// <summary>A figure counts as met within this part of itself; 0.0005 unless set.</summary>
    public double Tolerance { get; init; } = 0.0005;
}
