using DcepSim.Results;
using DcepSim.Simulation;

namespace DcepSim.Choices;

/// <summary>What a campaign design is chosen for.</summary>
/// <remarks>Immutable. <i>Extra spending</i> is a winner's total spending minus that of the same person not winning, expected over both lives: packet
/// money redeemed times a marginal propensity that no pilot tells. It is a prior, one range for packets without threshold and one for coupons.</remarks>
public sealed record Objective
{
    /// <summary>The name of extra spending among objectives.</summary>
    public const string ExtraSpending = "extraSpendingFen";

    private Objective(Metric metric, bool isExtraSpending, bool isLeast) => (Metric, IsExtraSpending, IsLeast) = (metric, isExtraSpending, isLeast);

    /// <summary>The metric that is counted: redeemed packet money for extra spending.</summary>
    public Metric Metric { get; }

    /// <summary>Whether redeemed money counts by its marginal propensity: that of packets, or that of coupons.</summary>
    public bool IsExtraSpending { get; }

    /// <summary>Whether the least is the best.</summary>
    public bool IsLeast { get; }

    /// <summary>The name in files: that of the metric, or <see cref="ExtraSpending"/>.</summary>
    public string Name => IsExtraSpending ? ExtraSpending : Metric.Name;

    /// <summary>An objective by its name.</summary>
    /// <param name="name">A metric's name, or <see cref="ExtraSpending"/>.</param>
    /// <param name="isLeast">Whether the least is the best; never for extra spending.</param>
    /// <exception cref="ArgumentException">There is no such objective.</exception>
    public static Objective Of(string name, bool isLeast = false)
    {
        if (name == ExtraSpending)
            return isLeast ? throw new ArgumentException("Least extra spending is no objective.", nameof(isLeast)) : new(Metric.Redeemed, true, false);
        var metric = Metric.All.FirstOrDefault(metric => metric.Name == name)
            ?? throw new ArgumentException($"There is no objective \"{name}\"; there are: {ExtraSpending}, {string.Join(", ", Metric.Names)}.", nameof(name));
        return new(metric, false, isLeast);
    }

    /// <summary>Its value in one run, larger being better.</summary>
    internal double ValueIn(RunOutcome run, double packets, double coupons) => IsExtraSpending
        ? (packets * (run.RedeemedFen - run.CouponRedeemedFen)) + (coupons * run.CouponRedeemedFen)
        : Metric.ValueIn(run) * (IsLeast ? -1 : 1);
}
