using System.Collections.Immutable;
using DcepSim.Calibration;
using DcepSim.Experiments;

namespace DcepSim.Forecasts;

/// <summary>What a forecast assumes and how much it looks at. Immutable; checked when it starts.</summary>
public sealed record ForecastOptions
{
    /// <summary>The fields that differ between pilots; <see cref="ForecastField.All"/> unless set.</summary>
    public ImmutableArray<ForecastField> Between { get; init; } = ForecastField.All;

    /// <summary>The fields that no pilot determines, drawn from their ranges; <see cref="CalibratedField.Assumable"/> unless set.</summary>
    public ImmutableArray<CalibratedField> Over { get; init; } = CalibratedField.Assumable;

    /// <summary>How many sets of parameters are fitted to the training pilots, 2 to <see cref="ParameterEnsemble.SetsMax"/>; 128 unless set.</summary>
    public int Sets { get; init; } = 128;

    /// <summary>How many runs judge the fit that the sets start from, 1 and up; 4 unless set.</summary>
    public int FitRuns { get; init; } = 4;

    /// <summary>By which factors the scales between pilots are multiplied in the table of other scales, zero and up; 0, 0.5, 1.5 and 2 unless set.
    /// Empty for no table.</summary>
    public ImmutableArray<double> OtherScales { get; init; } = [0, 0.5, 1.5, 2];

    internal void Validate()
    {
        if (Sets is < 2 or > ParameterEnsemble.SetsMax)
            throw new ArgumentOutOfRangeException(nameof(Sets), Sets, $"The number of sets lies between 2 and {ParameterEnsemble.SetsMax}.");
        ArgumentOutOfRangeException.ThrowIfLessThan(FitRuns, 1);
        foreach (var factor in OtherScales)
        {
            if (!(factor is >= 0 and <= 100))
                throw new ArgumentOutOfRangeException(nameof(OtherScales), factor, "A factor of the scales lies between 0 and 100.");
        }
    }
}
