namespace DcepSim.Simulation.Mechanisms;

/// <summary>How a purchase is paid, the wallet's part apart.</summary>
/// <param name="Packets">From packets and coupons.</param>
/// <param name="Discount">Taken off by merchants for white-listed customers.</param>
/// <param name="Coupon">Taken off for the merchants' own coupon.</param>
/// <param name="CouponHolding">The holding whose coupon it is; −1 for none.</param>
internal readonly record struct TillDecision(Amount Packets, Amount Discount, Amount Coupon, int CouponHolding);
