namespace DcepSim.Results;

/// <summary>What a metric is counted in.</summary>
public enum MetricUnit
{
    /// <summary>Persons or payments; the meaning of <c>default</c>.</summary>
    Count = 0,

    /// <summary>Fen, shown to people in yuan.</summary>
    Fen = 1,

    /// <summary>A share, 0 to 1, shown to people in per cent.</summary>
    Share = 2,

    /// <summary>A ratio, such as yuan for each yuan, or an index, shown to people with decimals.</summary>
    Ratio = 3,
}
