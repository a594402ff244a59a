using System.Collections.Immutable;

namespace DcepSim.Web.Serve;

/// <summary>What a work told at one moment.</summary>
/// <param name="Seconds">Seconds since it began.</param>
/// <param name="Phase">What it does; empty where it has one phase only.</param>
/// <param name="Done">How much is done.</param>
/// <param name="Of">How much there is; 0 when that is not known.</param>
/// <param name="Run">The run that has just ended, from 1; 0 for none.</param>
/// <param name="Values">Figures by name: metrics of the run, or latencies.</param>
public sealed record WorkPoint(double Seconds, string Phase, long Done, long Of, int Run, ImmutableDictionary<string, double> Values);
