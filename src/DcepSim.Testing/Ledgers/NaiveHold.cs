using NodaTime;
using NodaTime.HighPerformance;

namespace DcepSim.Testing.Ledgers;

/// <summary>A hold of the <see cref="NaiveLedger"/>.</summary>
/// <param name="Transfer">The pending transfer that made it.</param>
/// <param name="Due">The first instant at which it is over.</param>
/// <param name="Day">The Asia/Shanghai day it counts on.</param>
internal sealed record NaiveHold(Transfer Transfer, Instant64 Due, LocalDate Day);
