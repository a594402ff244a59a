namespace DcepSim.Observations;

/// <summary>Where a payment is made.</summary>
public enum SalesChannel
{
    /// <summary>In a shop (线下); the meaning of <c>default</c>.</summary>
    InStore = 0,

    /// <summary>On an online platform (线上).</summary>
    Online = 1,
}
