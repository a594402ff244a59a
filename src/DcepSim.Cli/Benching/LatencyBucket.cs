namespace DcepSim.Cli.Benching;

/// <summary>How many transfers took longer than the bucket before allows, and at most so long.</summary>
/// <param name="UpToMicroseconds">The bucket's upper end, itself in the bucket.</param>
/// <param name="Transfers">How many fell into it.</param>
public sealed record LatencyBucket(double UpToMicroseconds, long Transfers);
