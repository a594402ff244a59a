namespace DcepSim.Choices;

/// <summary>How a design is chosen. Immutable; checked when a choice starts.</summary>
public sealed record ChoiceOptions
{
    /// <summary>The smallest difference in the objective that matters, as a part of the best design's mean in the first runs, above 0 and below 1;
    /// 0.01 unless set.</summary>
    public double Zone { get; init; } = 0.01;

    /// <summary>The probability with which the best design is selected if it is better than all others by the zone; 0.95 unless set.</summary>
    public double Probability { get; init; } = 0.95;

    /// <summary>The runs of every design before the first falls, 5 and up; 20 unless set.</summary>
    public int FirstRuns { get; init; } = 20;

    /// <summary>The runs under fresh keys by which designs left are estimated anew, 2 and up; 100 unless set. An ensemble takes at least one for each set.</summary>
    public int FreshRuns { get; init; } = 100;

    /// <summary>The least marginal propensity of packets without threshold; 0.1 unless set.</summary>
    public double PacketPropensityLow { get; init; } = 0.1;

    /// <summary>The greatest; 0.25 unless set.</summary>
    public double PacketPropensityHigh { get; init; } = 0.25;

    /// <summary>The least marginal propensity of coupons with a threshold; 0.1 unless set, as for packets.</summary>
    public double CouponPropensityLow { get; init; } = 0.1;

    /// <summary>The greatest; 6 unless set, just above the greatest estimate found for threshold coupons (3.4 to 5.8, S87), which no e-CNY programme confirms.</summary>
    public double CouponPropensityHigh { get; init; } = 6;

    internal void Validate()
    {
        if (!(Zone is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(Zone), Zone, "The indifference zone lies strictly between 0 and 1.");
        if (!(Probability is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(Probability), Probability, "A probability of correct selection lies strictly between 0 and 1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(FirstRuns, 5);
        ArgumentOutOfRangeException.ThrowIfLessThan(FreshRuns, 2);
        if (!(PacketPropensityLow is > 0 and < 100 && PacketPropensityHigh >= PacketPropensityLow && PacketPropensityHigh < 100))
            throw new ArgumentOutOfRangeException(nameof(PacketPropensityHigh), PacketPropensityHigh, "Propensities lie above 0 and below 100, the greatest not below the least.");
        if (!(CouponPropensityLow is > 0 and < 100 && CouponPropensityHigh >= CouponPropensityLow && CouponPropensityHigh < 100))
            throw new ArgumentOutOfRangeException(nameof(CouponPropensityHigh), CouponPropensityHigh, "Propensities lie above 0 and below 100, the greatest not below the least.");
    }
}
