namespace DcepSim.Choices;

/// <summary>What is chosen at one place of the prior.</summary>
/// <param name="PacketPropensity">Marginal propensity of packets without threshold there.</param>
/// <param name="CouponPropensity">Marginal propensity of coupons with a threshold there.</param>
/// <param name="Selected">The selected design's number; <c>null</c> where the runs were used up before one was left.</param>
/// <param name="Left">How many designs were left.</param>
/// <param name="Zone">The indifference zone there, in the objective's unit.</param>
public sealed record PriorDecision(double PacketPropensity, double CouponPropensity, int? Selected, int Left, double Zone);
