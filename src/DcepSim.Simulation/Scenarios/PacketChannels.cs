namespace DcepSim.Simulation.Scenarios;

/// <summary>Where a packet may be spent.</summary>
public enum PacketChannels
{
    /// <summary>In store and online; the meaning of <c>default</c>.</summary>
    All = 0,

    /// <summary>In store only.</summary>
    InStore = 1,

    /// <summary>On online platforms only.</summary>
    Online = 2,
}
