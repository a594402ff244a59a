namespace DcepSim.Simulation;

/// <summary>The identity of one sampling table: where two systems' results differ, differing fingerprints name the table.</summary>
/// <param name="Name">What the table holds.</param>
/// <param name="Sha256">SHA-256 over its integers, lower-case hexadecimal.</param>
public sealed record TableFingerprint(string Name, string Sha256);
