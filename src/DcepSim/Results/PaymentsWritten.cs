namespace DcepSim.Results;

/// <summary>Which runs' payments are written to <c>payments.csv</c>.</summary>
public enum PaymentsWritten
{
    /// <summary>Those of the first run; the meaning of <c>default</c>.</summary>
    First = 0,

    /// <summary>Those of every run, in order of runs.</summary>
    All = 1,

    /// <summary>None; there is no such file.</summary>
    None = 2,
}
