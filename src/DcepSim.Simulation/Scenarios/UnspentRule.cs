namespace DcepSim.Simulation.Scenarios;

/// <summary>Where packet money goes that was not spent in its round.</summary>
public enum UnspentRule
{
    /// <summary>Back to the funder; the meaning of <c>default</c>.</summary>
    ReturnToFunder = 0,

    /// <summary>To the pool, for further packets of the rounds to come; after the last round to the funder.</summary>
    RollOver = 1,
}
