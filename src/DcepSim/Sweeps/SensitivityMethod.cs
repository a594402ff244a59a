namespace DcepSim.Sweeps;

/// <summary>How the influence of fields on a metric is measured.</summary>
public enum SensitivityMethod
{
    /// <summary>Sobol indices, first and total order: parts of the metric's variance; the meaning of <c>default</c>.</summary>
    Sobol = 0,

    /// <summary>Elementary effects of Morris: few runs that rank many fields.</summary>
    Morris = 1,
}
