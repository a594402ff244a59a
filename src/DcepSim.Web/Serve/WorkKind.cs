namespace DcepSim.Web.Serve;

/// <summary>What a work does.</summary>
public enum WorkKind
{
    /// <summary>Runs a campaign; the meaning of <c>default</c>.</summary>
    Run = 0,

    /// <summary>Compares the designs of two results under the same chance.</summary>
    Compare = 1,

    /// <summary>Measures settlement.</summary>
    Bench = 2,
}
