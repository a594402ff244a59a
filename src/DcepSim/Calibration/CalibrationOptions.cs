using System.Collections.Immutable;
using DcepSim.Experiments;

namespace DcepSim.Calibration;

/// <summary>What a calibration moves and how much it looks at. Immutable; checked when it starts.</summary>
public sealed record CalibrationOptions
{
    /// <summary>The fields that are fitted to the published figures; empty, which is the default, takes those of
    /// <see cref="CalibratedField.Fittable"/> that the scenario marks as fitted.</summary>
    public ImmutableArray<CalibratedField> Free { get; init; } = [];

    /// <summary>The fields that are drawn from their ranges, each set of the ensemble fitting the free ones anew;
    /// <see cref="CalibratedField.Assumable"/> unless set. Empty for none.</summary>
    public ImmutableArray<CalibratedField> Over { get; init; } = CalibratedField.Assumable;

    /// <summary>How many equally fitting sets, 0 to <see cref="ParameterEnsemble.SetsMax"/>; 128 unless set.</summary>
    public int Sets { get; init; } = 128;

    /// <summary>At how many values each field is profiled, 0 for no profiles, else 3 to 101; 7 unless set.</summary>
    public int ProfilePoints { get; init; } = 7;

    internal void Validate()
    {
        if (Sets is < 0 or > ParameterEnsemble.SetsMax)
            throw new ArgumentOutOfRangeException(nameof(Sets), Sets, $"The number of sets lies between 0 and {ParameterEnsemble.SetsMax}.");
        if (ProfilePoints is not (0 or (>= 3 and <= 101)))
            throw new ArgumentOutOfRangeException(nameof(ProfilePoints), ProfilePoints, "Profiles have 3 to 101 points, or there are none (0).");
    }
}
