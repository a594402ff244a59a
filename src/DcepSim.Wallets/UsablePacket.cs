namespace DcepSim.Wallets;

/// <summary>A packet or coupon that a purchase may draw on. <c>default</c> is an empty packet.</summary>
/// <param name="Left">What is in it.</param>
/// <param name="Threshold">The least purchase it may be used on; above zero it is a coupon, used whole. Zero for a plain packet.</param>
public readonly record struct UsablePacket(Amount Left, Amount Threshold);
