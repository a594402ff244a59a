using DcepSim.Statistics.Estimation;
using NodaTime;

namespace DcepSim.Observations;

/// <summary>One hour of a campaign in one channel, over all runs.</summary>
/// <param name="Start">When the hour begins; the first one begins when claims open.</param>
/// <param name="Channel">Where was paid.</param>
/// <param name="Payments">Payments with packet money in this hour.</param>
/// <param name="RedeemedFen">Packet value spent in this hour, in fen.</param>
/// <param name="RedeemedSoFarFen">Packet value spent from the beginning to the end of this hour, in fen.</param>
public sealed record ObservedHour(Instant Start, SalesChannel Channel, Estimate Payments, Estimate RedeemedFen, Estimate RedeemedSoFarFen);
