namespace DcepSim.Simulation.Scenarios;

/// <summary>What the published own-money figure covers. The sources do not say, so both readings are offered.</summary>
public enum OwnMoneyReading
{
    /// <summary>Top-ups spent beside a packet, in the same purchase; the meaning of <c>default</c>.</summary>
    BesidePacket = 0,

    /// <summary>Also purchases paid wholly from top-ups, after the packet is used up.</summary>
    AlsoAlone = 1,
}
