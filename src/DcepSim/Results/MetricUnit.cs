namespace DcepSim.Results;

/// <summary>What a metric is counted in.</summary>
public enum MetricUnit
{
    /// <summary>Persons or payments; the meaning of <c>default</c>.</summary>
    Count = 0,

    /// <summary>Fen, shown to people in yuan.</summary>
    Fen = 1,
}
