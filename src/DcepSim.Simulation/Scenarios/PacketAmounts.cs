namespace DcepSim.Simulation.Scenarios;

/// <summary>What the packets of one row are worth.</summary>
public enum PacketAmounts
{
    /// <summary>All the face; the meaning of <c>default</c>.</summary>
    Equal = 0,

    /// <summary>Random parts of face times number, which sum to it to the fen (拼手气红包).</summary>
    Random = 1,
}
