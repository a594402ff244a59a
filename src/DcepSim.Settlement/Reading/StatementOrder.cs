namespace DcepSim.Settlement.Reading;

/// <summary>In which order a statement lists its entries.</summary>
public enum StatementOrder
{
    /// <summary>The latest first: what <c>default</c> means.</summary>
    NewestFirst = 0,

    /// <summary>The earliest first.</summary>
    OldestFirst = 1,
}
