namespace DcepSim.Simulation.Scenarios;

/// <summary>Whom an outage cuts off.</summary>
public enum OutageReach
{
    /// <summary>Everybody, as in a disaster; the meaning of <c>default</c>.</summary>
    Everybody = 0,

    /// <summary>Merchants alone, as below ground, where holders come up between two payments.</summary>
    Merchants = 1,
}
