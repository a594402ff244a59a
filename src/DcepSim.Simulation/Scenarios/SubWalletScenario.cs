namespace DcepSim.Simulation.Scenarios;

/// <summary>Sub-wallets (子钱包) that claimants push to the online platforms: e-CNY is paid there through them alone.</summary>
/// <param name="Share">The share of claimants who push one, 0 to 1; the others cannot pay with e-CNY online.</param>
/// <param name="PerPaymentMax">The cap on own money in one payment; zero for none. File field <c>perPaymentMaxYuan</c>.</param>
/// <param name="PerDayMax">The cap on own money in one day; zero for none. File field <c>perDayMaxYuan</c>.</param>
public sealed record SubWalletScenario(double Share, Amount PerPaymentMax, Amount PerDayMax);
