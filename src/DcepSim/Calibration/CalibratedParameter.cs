using System.Collections.Immutable;

namespace DcepSim.Calibration;

/// <summary>What published figures say about one field.</summary>
/// <param name="Field">Which, and the range it was allowed.</param>
/// <param name="IsFree">Whether it was fitted; else it was assumed, and drawn from its range for the ensemble.</param>
/// <param name="Value">The fitted value, or the scenario's own where it is assumed; in the field's unit.</param>
/// <param name="IsAtLimit">Whether the fit ended on a limit of its range.</param>
/// <param name="IsIdentifiedGivenAssumed">Whether the figures determine it when the assumed fields are what the scenario says; <c>null</c> for an assumed one.</param>
/// <param name="IsIdentified">Whether the figures determine it when the assumed fields may be anything in their ranges.</param>
/// <param name="SetsLow">The 5 % quantile over the ensemble; <c>null</c> without one.</param>
/// <param name="SetsHigh">The 95 % quantile over the ensemble; <c>null</c> without one.</param>
/// <param name="Profile">The best fits with this field held, all others moving; empty without profiles.</param>
public sealed record CalibratedParameter(
    CalibratedField Field,
    bool IsFree,
    double Value,
    bool IsAtLimit,
    bool? IsIdentifiedGivenAssumed,
    bool IsIdentified,
    double? SetsLow,
    double? SetsHigh,
    ImmutableArray<ParameterProfilePoint> Profile)
{
    /// <summary>The least profiled value at which all figures are met; <c>null</c> where there is none.</summary>
    public double? FitsFrom => Profile.Where(point => point.Fits).Select(point => (double?)point.Value).Min();

    /// <summary>The greatest profiled value at which all figures are met; <c>null</c> where there is none.</summary>
    public double? FitsTo => Profile.Where(point => point.Fits).Select(point => (double?)point.Value).Max();
}
