namespace DcepSim.Offline;

/// <summary>What kind of device carries a purse.</summary>
public enum PurseForm : byte
{
    /// <summary>A software wallet whose value lies in the phone's secure element; the meaning of <c>default</c>.</summary>
    Phone = 0,

    /// <summary>An IC card: no clock, no power, no connection of its own.</summary>
    IcCard = 1,

    /// <summary>A SIM-card hard wallet: the phone gives it power, time and a connection.</summary>
    SimCard = 2,

    /// <summary>A wearable hard wallet.</summary>
    Wearable = 3,
}
