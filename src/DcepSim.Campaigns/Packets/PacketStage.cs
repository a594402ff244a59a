namespace DcepSim.Campaigns;

/// <summary>Where a red packet stands in its life. Stages only go forward.</summary>
public enum PacketStage : byte
{
    /// <summary>Won in the draw, not claimed: its money is still in the pool.</summary>
    Won = 0,

    /// <summary>Claimed: its money is set aside, and some of it is left to spend.</summary>
    Alive = 1,

    /// <summary>Spent to the last fen.</summary>
    Spent = 2,

    /// <summary>Its window has ended, and what was left went back to the funder.</summary>
    Recalled = 3,
}
